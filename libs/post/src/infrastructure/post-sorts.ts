import { type CursorFormat, type CursorKeys, cursorOf, type PostId } from '#libs/kernel';
import type { PostSort } from '../domain/post-filter.js';

/** What the sorts of a list of posts may order by. */
export interface SortedRow {
  readonly id: PostId;
  readonly position: string;
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

export const SORT_PLANS: Readonly<Record<PostSort, SortPlan>> = {
  latest: {
    cursor: cursorOf('posts.latest', ['id']),
    start: [LAST_ID],
    after: 'p.position < $3',
    order: 'p.position desc',
    keys: ({ position }) => [position],
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
