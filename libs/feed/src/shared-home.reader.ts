import { Injectable } from '@nestjs/common';
import { descending, sortKey, SqlReader } from '#libs/database';
import type { Page, UserId } from '#libs/kernel';
import type { SummaryRow } from '#libs/people';
import { type FeedRequest, type PlacedPost } from './feed-page.js';
import { FollowsMany } from './follows-many.js';
import { WALK } from './home-feed.reader.js';
import { authors } from './home-feed.sql.js';
import { sharedHome } from './shared-home.sql.js';

/** A post where it was last published or reposted. */
export interface SharedPost extends PlacedPost {
  /** Who reposted it; `null` where it stands as published. */
  readonly repostedBy: SummaryRow | null;
  readonly repostedAt: string | null;
  /** Where the walk over the pages began. */
  readonly asOf: string;
}

interface SharedRow extends Omit<SharedPost, 'asOf'> {
  /** Position down to which the rows are complete; 0 when nothing older is left. */
  readonly bound: string;
  /** Whether it is not to be shown: an earlier page has shown the post, or the repost is not for the viewer. */
  readonly isPassed: boolean;
}

/** The place, and where the walk began: what was reposted since then repeats nothing. */
export const newestShared = (feed: string) =>
  descending(feed, sortKey('place', 'id', 'place'), sortKey('as_of', 'id', 'asOf'));

const NEWEST = newestShared('feeds.home.shared');

const SHARED_HOME = {
  few: sharedHome('feed.home-with-reposts', { walk: 0, people: authors }),
  many: sharedHome('feed.home-with-reposts-walked', { walk: WALK, people: authors }),
};

/**
 * Reads the home feed with what the followed people repost. A post is there once in a walk over the pages: where it was
 * last published, or reposted by somebody who is followed, before the walk began.
 */
@Injectable()
export class SharedHomeReader {
  constructor(
    private readonly reader: SqlReader,
    private readonly many: FollowsMany,
  ) {}

  /**
   * One page, newest first, by one statement; by further ones where many people reposted the same.
   *
   * @param statement of another feed, and for tests of either way
   * @param order of that feed: its cursors are good for no other one
   * @throws DomainError `invalid-cursor`
   */
  async page(
    viewer: UserId,
    { limit, cursor, excludeMe, of }: FeedRequest,
    statement = this.many.wayOf(viewer, SHARED_HOME),
    order = NEWEST,
  ): Promise<Page<SharedPost>> {
    const found: SharedPost[] = [];
    const rows = limit + 1;
    const [start, began] = order.start({ cursor });
    let before = start;
    let asOf = cursor === undefined ? undefined : began;
    for (;;) {
      const some = await this.reader.query<SharedRow>(
        statement({ viewer, before, asOf, rows, withOwn: !excludeMe, of }),
      );
      if (statement === SHARED_HOME.few) {
        this.many.note(viewer, some);
      }
      asOf ??= some[0]?.place;
      for (const { bound: _, isPassed, ...post } of some) {
        if (!isPassed) {
          found.push({ ...post, asOf: String(asOf) });
        }
      }
      const last = some.length === rows ? some.at(-1)?.place : some[0]?.bound;
      if (found.length >= rows || last === undefined || last === '0') {
        return order.page(found.slice(0, rows), limit);
      }
      before = last;
    }
  }
}
