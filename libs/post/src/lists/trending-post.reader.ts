import { Injectable } from '@nestjs/common';
import { descending, sortKey, sql, SqlReader } from '#libs/database';
import { cursorOf, type MaybeViewer, type Page, type PageRequest } from '#libs/kernel';
import { isFoundBy } from '#libs/text-search';
import { conditionsOf, isImpossible } from '../filter/post-conditions.sql.js';
import { PostFilterReader } from '../filter/post-filter.reader.js';
import type { PostId } from '../post/post.js';
import type { PostFilter } from '../post/post-filter.js';
import { postTexts } from '../post/post-texts.sql.js';
import { listedPost } from '../post/visible-post.sql.js';
import { PostListReader } from './post-list.reader.js';

interface RankedRow {
  readonly id: PostId;
  readonly score: number;
}

/** Score and id of the last ranked post; or score 0 and the cursor of the posts that follow. */
const trending = cursorOf('posts.trending', ['number', 'id', 'text']);
const RANKED = descending(
  'posts.ranked',
  sortKey('r.score', 'number', 'score'),
  sortKey('r.post_id', 'id', 'id'),
);

/** Lists trending posts: the ranked ones, then all others, newest first. */
@Injectable()
export class TrendingPostReader {
  constructor(
    private readonly reader: SqlReader,
    private readonly filters: PostFilterReader,
    private readonly lists: PostListReader,
  ) {}

  /**
   * One page of posts that everyone may see, without those across a block of the viewer.
   *
   * @throws DomainError `invalid-cursor`
   */
  async page(
    viewer: MaybeViewer,
    filter: PostFilter,
    { limit, cursor }: PageRequest,
  ): Promise<Page<PostId>> {
    const [score = 0, id = '0', followers = ''] =
      cursor === undefined ? RANKED.start({}) : trending.decode(cursor);
    const rows = score === 0 ? [] : await this.ranked(viewer, filter, [score, id], limit + 1);
    const items = rows.slice(0, limit).map((row) => row.id);
    const last = rows[limit - 1];
    if (rows.length > limit && last !== undefined) {
      return { items, nextCursor: trending.encode([last.score, last.id, '']) };
    }
    const missing = limit - items.length;
    const rest = await this.lists.published(viewer, { ...filter, untrending: true }, 'latest', {
      limit: Math.max(missing, 1),
      cursor: followers === '' ? undefined : String(followers),
    });
    if (missing === 0) {
      const more = rest.items.length > 0;
      return { items, nextCursor: more ? trending.encode([0, '0', '']) : null };
    }
    return {
      items: [...items, ...rest.items],
      nextCursor: rest.nextCursor && trending.encode([0, '0', rest.nextCursor]),
    };
  }

  private async ranked(
    viewer: MaybeViewer,
    filter: PostFilter,
    after: readonly (string | number)[],
    limit: number,
  ): Promise<RankedRow[]> {
    const resolved = await this.filters.resolve(filter);
    if (isImpossible(filter, resolved)) {
      return [];
    }
    const conditions = [
      listedPost('p', sql`${viewer?.userId ?? null}::bigint`),
      RANKED.afterPlace(after.map(sql.value)),
      ...conditionsOf(filter, resolved),
      isFoundBy(postTexts, 'p.id', filter.words),
    ];
    return this.reader.query<RankedRow>(
      sql`
      select p.id, r.score
      from post_trend r
      join post p on p.id = r.post_id
      where ${sql.join(conditions, ' and ')}
      order by ${RANKED.order}
      limit ${limit}
      `,
    );
  }
}
