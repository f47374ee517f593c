import { Injectable } from '@nestjs/common';
import { type Ranked, RankedPages, sql, type SqlFragment, SqlReader } from '#libs/database';
import type { MaybeViewer, Page, PageRequest } from '#libs/kernel';
import { isFoundBy } from '#libs/text-search';
import { conditionsOf, isImpossible } from '../filter/post-conditions.sql.js';
import { PostFilterReader } from '../filter/post-filter.reader.js';
import type { PostId } from '../post/post.js';
import type { PostFilter } from '../post/post-filter.js';
import { postTexts } from '../post/post-texts.sql.js';
import { listedPost } from '../post/visible-post.sql.js';
import { PostListReader } from './post-list.reader.js';

const TRENDING = new RankedPages('posts.trending', { score: 'r.score', id: 'r.post_id' });

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
  page(viewer: MaybeViewer, filter: PostFilter, request: PageRequest): Promise<Page<PostId>> {
    return TRENDING.page<PostId>(request, {
      ranked: (after, limit) => this.ranked(viewer, filter, after, limit),
      rest: (rest) => this.lists.published(viewer, { ...filter, untrending: true }, 'latest', rest),
    });
  }

  private async ranked(
    viewer: MaybeViewer,
    filter: PostFilter,
    after: SqlFragment,
    limit: number,
  ): Promise<Ranked<PostId>[]> {
    const resolved = await this.filters.resolve(filter);
    if (isImpossible(filter, resolved)) {
      return [];
    }
    const conditions = [
      listedPost('p', sql`${viewer?.userId ?? null}::bigint`),
      after,
      ...conditionsOf(filter, resolved),
      isFoundBy(postTexts, 'p.id', filter.words),
    ];
    return this.reader.query<Ranked<PostId>>(
      sql`
      select p.id, r.score
      from post_trend r
      join post p on p.id = r.post_id
      where ${sql.join(conditions, ' and ')}
      order by ${TRENDING.order}
      limit ${limit}
      `,
    );
  }
}
