import { Injectable } from '@nestjs/common';
import { SqlReader } from '#libs/database';
import type { Page, UserId } from '#libs/kernel';
import type { FeedRequest, PlacedPost } from './feed-page.js';
import { FollowsMany } from './follows-many.js';
import { authors, homeFeed, NEWEST } from './home-feed.sql.js';

/** A walk over so many posts fills the page of whoever follows many people. */
export const WALK = 3_000;

const HOME = {
  few: homeFeed('feed.home', { walk: 0, people: authors }),
  many: homeFeed('feed.home-walked', { walk: WALK, people: authors }),
};

/**
 * Reads the home feed: published posts of the people whom a person follows, and the own ones. Pulled when
 * asked for, in one of two ways that give the same posts: a walk over the newest posts of everybody, which
 * fills a page at once for whoever follows many people; else the newest posts of the followed people who published last.
 */
@Injectable()
export class HomeFeedReader {
  constructor(
    private readonly reader: SqlReader,
    private readonly many: FollowsMany,
  ) {}

  /**
   * One page, newest first, by one statement.
   *
   * @param statement of another feed, and for tests of either way
   * @param order of that feed: its cursors are good for no other one
   * @throws DomainError `invalid-cursor`
   */
  async page(
    viewer: UserId,
    request: FeedRequest,
    statement = this.many.wayOf(viewer, HOME),
    order = NEWEST,
  ): Promise<Page<PlacedPost>> {
    const { limit, excludeMe, of } = request;
    const [before] = order.start(request);
    const rows = await this.reader.query<PlacedPost>(
      statement({ viewer, before, rows: limit + 1, withOwn: !excludeMe, of }),
    );
    if (statement === HOME.few) {
      this.many.note(viewer, rows);
    }
    return order.page(rows, limit);
  }
}
