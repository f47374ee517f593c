import { descending, type Keyset, sortKey } from '#libs/database';
import type { PostId } from '../post/post.js';
import type { PlainSort } from '../post/post-filter.js';

/** What the sorts of a list of posts may order by. */
export interface SortedRow {
  readonly id: PostId;
  /** Place in the order of feeds; among posts found by their text, in the text index. */
  readonly place: string;
  readonly likeCount: number;
  readonly viewCount: number;
}

/** The sorts of a list of posts `p` with their counters `k`. */
const SORTS: Readonly<Record<PlainSort, Keyset>> = {
  latest: descending('posts.latest', sortKey('p.position', 'id', 'place')),
  popular: descending(
    'posts.popular',
    sortKey('k.like_count', 'integer', 'likeCount'),
    sortKey('k.post_id', 'id', 'id'),
  ),
  views: descending(
    'posts.views',
    sortKey('k.view_count', 'integer', 'viewCount'),
    sortKey('k.post_id', 'id', 'id'),
  ),
};

/** Newest first among posts that were found by their text, in a row `text` of the text index. */
const LATEST_FOUND = descending('posts.found', sortKey('text.place', 'id', 'place'));

/** The sort of a list of posts that may be narrowed by what they say. */
export function sortOf(sort: PlainSort, seeksWords: boolean): Keyset {
  return sort === 'latest' && seeksWords ? LATEST_FOUND : SORTS[sort];
}
