import { Injectable } from '@nestjs/common';
import { descending, NOBODY, prepared, sortKey, sql, SqlReader } from '#libs/database';
import type { Page, UserId } from '#libs/kernel';
import { listedPost, postsOf, unwarnedPost } from '#libs/post';
import { mutes } from '#libs/social-graph';
import { type ExploreRequest, MOST_ROWS, type PlacedPost } from './feed-page.js';

const NEWEST = descending('feeds.explore', sortKey('p.position', 'id', 'place'));

/** What the statement is given. */
interface ExploreAsked {
  readonly viewer: UserId | typeof NOBODY;
  /** Position before which posts are looked for. */
  readonly before: string | number | undefined;
  readonly rows: number;
  /** Whether without the viewer's own posts. */
  readonly excludeMe: boolean;
  /** Whether with posts of which is warned. */
  readonly sensitive: boolean;
}

const EXPLORE = prepared<ExploreAsked>('feed.explore', (slot) => {
  const viewer = sql`${slot('viewer')}::bigint`;
  const page = sql`
    select *
    from (
      select p.id, p.position as place
      from post p
      where ${listedPost('p', viewer)}
        and ${NEWEST.afterPlace([slot('before')])}
        and (${slot('sensitive')}::boolean or ${unwarnedPost('p')})
        and not (${slot('excludeMe')}::boolean and p.author_id = ${viewer})
        and not ${mutes(viewer, 'p.author_id')}
      order by ${NEWEST.order}
      limit ${sql.number(MOST_ROWS)}
    ) newest
    limit ${slot('rows')}`;
  return postsOf(page, 'desc', viewer);
});

/** Reads the explore feed: published posts of everybody that everyone may see. */
@Injectable()
export class ExploreFeedReader {
  constructor(private readonly reader: SqlReader) {}

  /**
   * One page, newest first, by one statement.
   *
   * @param viewerId `null` when nobody is signed in
   * @throws DomainError `invalid-cursor`
   */
  async page(viewerId: UserId | null, request: ExploreRequest): Promise<Page<PlacedPost>> {
    const { limit, excludeMe, sensitive = false } = request;
    const [before] = NEWEST.start(request);
    const rows = await this.reader.query<PlacedPost>(
      EXPLORE({ viewer: viewerId ?? NOBODY, before, rows: limit + 1, excludeMe, sensitive }),
    );
    return NEWEST.page(rows, limit);
  }
}
