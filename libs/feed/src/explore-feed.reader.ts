import { Injectable } from '@nestjs/common';
import { type Page, toPage, type UserId } from '#libs/kernel';
import { NOBODY, prepared, SqlReader } from '#libs/database';
import { listedPost, postsOf } from '#libs/post';
import {
  type FeedRequest,
  feedCursor,
  LAST_POSITION,
  MOST_ROWS,
  type PlacedPost,
} from './feed-page.js';

const places = feedCursor('feeds.explore');

/** `$1` viewer, `$2` position before which posts are looked for, `$3` rows, `$4` whether without own posts. */
const EXPLORE = prepared(
  'feed.explore',
  postsOf(
    `
    select *
    from (
      select p.id, p.position as place
      from post p
      where ${listedPost('p', '$1::bigint')}
        and p.position < $2
        and not ($4::boolean and p.author_id = $1)
        and not exists (select from mute m where m.muter_id = $1 and m.muted_id = p.author_id)
      order by p.position desc
      limit ${MOST_ROWS}
    ) newest
    limit $3`,
    'desc',
  ),
);

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
  async page(
    viewerId: UserId | null,
    { limit, cursor, excludeMe }: FeedRequest,
  ): Promise<Page<PlacedPost>> {
    const rows = await this.reader.query<PlacedPost>(EXPLORE, [
      viewerId ?? NOBODY,
      cursor === undefined ? LAST_POSITION : places.decode(cursor)[0],
      limit + 1,
      excludeMe,
    ]);
    return toPage(rows, limit, ({ place }) => places.encode([place]));
  }
}
