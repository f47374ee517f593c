import { Injectable } from '@nestjs/common';
import { descending, sortKey, sql, SqlReader } from '#libs/database';
import type { MaybeViewer, Page, PageRequest } from '#libs/kernel';
import type { TagId } from '../post/tag.js';
import { hiddenTag } from './hidden-tag.sql.js';
import { beginsSo } from './tag-prefix.sql.js';
import type { TagDay } from './tag-trend.js';

/** A tag and how much it is used in these days. */
export interface TagTrendRow {
  readonly id: TagId;
  readonly name: string;
  readonly score: number;
  readonly postCount: number;
  readonly recentPeople: number;
  readonly recentPosts: number;
  readonly history: TagDay[];
}

const TRENDING = descending(
  'tags.trending',
  sortKey('r.score', 'number', 'score'),
  sortKey('r.tag_id', 'id', 'id'),
);

/** Reads which tags are trending. */
@Injectable()
export class TagTrendReader {
  constructor(private readonly reader: SqlReader) {}

  /**
   * One page of trending tags of posts that everyone can see, without those of which the viewer wants to see nothing.
   *
   * @throws DomainError `invalid-cursor`
   */
  page(viewer: MaybeViewer, prefix: string, request: PageRequest): Promise<Page<TagTrendRow>> {
    return this.reader.page<TagTrendRow>(
      TRENDING,
      request,
      ({ after, order, limit }) => sql`
      select
        t.id,
        t.name,
        r.score,
        k.post_count as "postCount",
        r.recent_people as "recentPeople",
        r.recent_posts as "recentPosts",
        r.history
      from tag_trend r
      join tag t on t.id = r.tag_id
      join tag_counter k on k.tag_id = r.tag_id
      where k.post_count > 0
        and ${beginsSo('t.name_folded', prefix)}
        and not ${hiddenTag(sql`${viewer?.userId ?? null}::bigint`, 't.name_folded')}
        and ${after}
      order by ${order}
      limit ${limit}
      `,
    );
  }
}
