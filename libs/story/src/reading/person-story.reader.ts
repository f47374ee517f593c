import { Injectable } from '@nestjs/common';
import { ascending, sortKey, sql, SqlReader } from '#libs/database';
import { mapPage, type MaybeViewer, type Page, type PageRequest, type UserId } from '#libs/kernel';
import type { StoryId } from '../story/story.js';
import { visibleStory } from '../story/visible-story.sql.js';

const OLDEST = ascending('stories.of-person', sortKey('s.id', 'id', 'id'));

/** Pages of ids of one person's stories. */
@Injectable()
export class PersonStoryReader {
  constructor(private readonly reader: SqlReader) {}

  /** One page of those that the viewer may see, the oldest first. @throws DomainError `invalid-cursor` */
  async page(viewer: MaybeViewer, userId: UserId, request: PageRequest): Promise<Page<StoryId>> {
    const page = await this.reader.page<{ id: StoryId }>(
      OLDEST,
      request,
      ({ after, order, limit }) => sql`
      select s.id
      from story s
      where s.author_id = ${userId}
        and ${after}
        and ${visibleStory('s', sql`${viewer?.userId ?? null}::bigint`)}
      order by ${order}
      limit ${limit}
      `,
    );
    return mapPage(page, ({ id }) => id);
  }
}
