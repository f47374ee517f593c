import { Injectable } from '@nestjs/common';
import { descending, sortKey, sql, SqlReader } from '#libs/database';
import {
  type Id,
  mapPage,
  type Page,
  type PageRequest,
  type UserId,
  type Viewer,
} from '#libs/kernel';
import type { StoryId } from '../story/story.js';
import { toldView } from '../story/visible-story.sql.js';

const NEWEST = descending('story-views.newest', sortKey('v.position', 'id', 'position'));

/** Reads who has seen which stories. */
@Injectable()
export class ViewerReader {
  constructor(private readonly reader: SqlReader) {}

  /**
   * One page of the people who have seen an own story, the last one first: active ones, none across a block. Asked row
   * by row along an index: `offset 0` keeps the planner from hashing everybody instead.
   *
   * @throws DomainError `invalid-cursor`
   */
  async page(author: Viewer, storyId: StoryId, request: PageRequest): Promise<Page<UserId>> {
    const me = sql`${author.userId}::bigint`;
    const page = await this.reader.page<{ id: UserId; position: Id }>(
      NEWEST,
      request,
      ({ after, order, limit }) => sql`
      select v.user_id as id, v.position
      from story_view v
      cross join lateral (select ${toldView('v', me)} as visible offset 0) told
      where v.story_id = ${storyId} and ${after} and told.visible
      order by ${order}
      limit ${limit}
      `,
    );
    return mapPage(page, ({ id }) => id);
  }
}
