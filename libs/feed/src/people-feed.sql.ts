import { type FeedPeople, homeFeed, newestPosts } from './home-feed.sql.js';
import { newestShared } from './shared-home.reader.js';
import { sharedHome } from './shared-home.sql.js';

/** A feed of other people than those whom the viewer follows: its statements, and the orders of its cursors. */
export type PeopleFeed = ReturnType<typeof definePeopleFeed>;

/**
 * Declares a feed that shows of some people, 500 at most, what home would show of them.
 *
 * @param name of the statements and cursors, unique
 * @param people SQL of them; finds them by `of`, and leaves out whom the viewer mutes
 */
export function definePeopleFeed(name: string, people: FeedPeople) {
  // Few people are asked each.
  const way = { walk: 0, people };
  return {
    plain: homeFeed(name, way),
    order: newestPosts(name),
    shared: sharedHome(`${name}-with-reposts`, way),
    sharedOrder: newestShared(`${name}.shared`),
  };
}
