import { type CursorFormat, type CursorKeys, cursorOf, type PostId } from '#libs/kernel';
import type { PlainSort } from '../post/post-filter.js';

/** What the sorts of a list of posts may order by. */
export interface SortedRow {
  readonly id: PostId;
  /** Place in the order of feeds; among posts found by their text, in the text index. */
  readonly place: string;
  readonly likeCount: number;
  readonly viewCount: number;
}

/** One sort of a list of posts `p` with their counters `k`. */
export interface SortPlan {
  readonly cursor: CursorFormat;
  /** Keys before those of any first row. */
  readonly start: CursorKeys;
  /** SQL: whether a row comes after the keys in `$3` and, if there are two, `$4`. */
  readonly after: string;
  readonly order: string;
  readonly keys: (row: SortedRow) => CursorKeys;
}

/** An id after every other. */
export const LAST_ID = '9223372036854775807';
const MOST = 2_147_483_647;

const SORT_PLANS: Readonly<Record<PlainSort, SortPlan>> = {
  latest: {
    cursor: cursorOf('posts.latest', ['id']),
    start: [LAST_ID],
    after: 'p.position < $3',
    order: 'p.position desc',
    keys: ({ place }) => [place],
  },
  popular: {
    cursor: cursorOf('posts.popular', ['integer', 'id']),
    start: [MOST, LAST_ID],
    after: '(k.like_count, k.post_id) < ($3::integer, $4::bigint)',
    order: 'k.like_count desc, k.post_id desc',
    keys: ({ id, likeCount }) => [likeCount, id],
  },
  views: {
    cursor: cursorOf('posts.views', ['integer', 'id']),
    start: [MOST, LAST_ID],
    after: '(k.view_count, k.post_id) < ($3::integer, $4::bigint)',
    order: 'k.view_count desc, k.post_id desc',
    keys: ({ id, viewCount }) => [viewCount, id],
  },
};

/** Newest first among posts that were found by their text, in a row `text` of the text index. */
const LATEST_FOUND: SortPlan = {
  cursor: cursorOf('posts.found', ['id']),
  start: [LAST_ID],
  after: 'text.place < $3',
  order: 'text.place desc',
  keys: ({ place }) => [place],
};

/** The sort of a list of posts that may be narrowed by what they say. */
export function planOf(sort: PlainSort, seeksWords: boolean): SortPlan {
  return sort === 'latest' && seeksWords ? LATEST_FOUND : SORT_PLANS[sort];
}
