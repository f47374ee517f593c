import { type FeedPeople, homeFeed, type HomeReach, newestPosts } from './home-feed.reader.js';
import { newestShared } from './shared-home.reader.js';
import { sharedHome } from './shared-home.sql.js';

/** Nothing is walked: few people are asked each. */
const ASKED: HomeReach = { walk: 0, walkFrom: 1 };

/** A feed of other people than those whom the viewer follows: its statements, and the orders of its cursors. */
export type PeopleFeed = ReturnType<typeof definePeopleFeed>;

/**
 * Declares a feed that shows of some people, 500 at most, what home would show of them.
 *
 * @param name of the statements and cursors, unique
 * @param people SQL of them; finds them by `of`, and leaves out whom the viewer mutes
 */
export function definePeopleFeed(name: string, people: FeedPeople) {
  return {
    plain: homeFeed(name, ASKED, people),
    order: newestPosts(name),
    shared: sharedHome(`${name}-with-reposts`, ASKED, people),
    sharedOrder: newestShared(`${name}.shared`),
  };
}
