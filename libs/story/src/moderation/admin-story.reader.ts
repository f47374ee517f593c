import { Injectable } from '@nestjs/common';
import { descending, sortKey, sql, type SqlFragment, SqlReader } from '#libs/database';
import type { Page, PageRequest, UserId, Viewer } from '#libs/kernel';
import { pictureStatus } from '#libs/media';
import type { StoryId } from '../story/story.js';
import { storyColumns, type StoryRow } from '../story/story-row.sql.js';
import { livingStory } from '../story/visible-story.sql.js';

/** A story in any state, within its day. */
export interface AdminStoryRow extends StoryRow {
  /** False when its author deleted it or an administrator took it down. */
  readonly isActive: boolean;
}

/** Which stories an administrator asks for. */
export interface AdminStoryFilter {
  readonly isActive?: boolean | undefined;
  readonly authorId?: UserId | undefined;
}

const NEWEST = descending('admin.stories', sortKey('s.id', 'id', 'id'));

/** SQL of stories in any state, ending with a condition: within their day, and with a picture that is there. */
function anyStory({ userId }: Viewer): SqlFragment {
  return sql`
    select ${storyColumns(sql`${userId}::bigint`)}, s.is_active as "isActive"
    from story s
    where ${livingStory('s')} and ${pictureStatus('s.media_id')} is not null`;
}

/** Reads stories for administrators: deleted ones and those taken down too, as long as their day lasts. */
@Injectable()
export class AdminStoryReader {
  constructor(private readonly reader: SqlReader) {}

  /** One story in any state. */
  find(viewer: Viewer, storyId: StoryId): Promise<AdminStoryRow | undefined> {
    return this.reader.one(sql`${anyStory(viewer)} and s.id = ${storyId}`);
  }

  /** One page of stories, newest first. @throws DomainError `invalid-cursor` */
  page(
    viewer: Viewer,
    { isActive, authorId }: AdminStoryFilter,
    request: PageRequest,
  ): Promise<Page<AdminStoryRow>> {
    return this.reader.page<AdminStoryRow>(
      NEWEST,
      request,
      ({ after, order, limit }) => sql`
      ${anyStory(viewer)}
        and ${sql.all([
          after,
          authorId !== undefined && sql`s.author_id = ${authorId}`,
          isActive !== undefined && sql`s.is_active = ${isActive}`,
        ])}
      order by ${order}
      limit ${limit}
      `,
    );
  }
}
