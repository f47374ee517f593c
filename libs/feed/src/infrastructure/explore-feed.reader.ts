import { Injectable } from '@nestjs/common';
import { type Page, type PostId, type UserId, mapPage, toPage } from '#libs/kernel';
import { SqlReader } from '#libs/platform';
import { visiblePost } from '#libs/post';
import { type FeedRequest, LAST_POSITION, type Place, feedCursor } from './feed-page.js';

const places = feedCursor('feeds.explore');

/** Reads the explore feed: published posts of everybody that everyone may see. */
@Injectable()
export class ExploreFeedReader {
  constructor(private readonly sql: SqlReader) {}

  /**
   * Ids of one page, newest first. The posts of a private profile are for its followers at most, so they
   * are in nobody's explore feed.
   *
   * @param viewerId `null` when nobody is signed in
   * @throws DomainError `invalid-cursor`
   */
  async page(
    viewerId: UserId | null,
    { limit, cursor, excludeMe }: FeedRequest,
  ): Promise<Page<PostId>> {
    const rows = await this.sql.query<Place>(
      `
      select p.id, p.position
      from post p
      where p.status = 'published'
        and p.visibility = 'public'
        and p.position < $2
        and not ($4::boolean and p.author_id = $1)
        and exists (select from profile a where a.user_id = p.author_id and a.is_public)
        and not exists (select from mute m where m.muter_id = $1 and m.muted_id = p.author_id)
        and ${visiblePost('p', '$1::bigint')}
      order by p.position desc
      limit $3
      `,
      [
        viewerId,
        cursor === undefined ? LAST_POSITION : places.decode(cursor)[0],
        limit + 1,
        excludeMe && viewerId !== null,
      ],
    );
    return mapPage(
      toPage(rows, limit, ({ position }) => places.encode([position])),
      ({ id }) => id,
    );
  }
}
