import { ascending, descending, type Keyset, sortKey, sql, type SqlFragment } from '#libs/database';
import type { CommentId } from '../comment/comment.js';

export const COMMENT_SORTS = ['latest', 'oldest', 'popular'] as const;

/** Newest first, oldest first, or most liked first. */
export type CommentSort = (typeof COMMENT_SORTS)[number];

/** How a list is read in a sort. */
export interface SortPlan {
  readonly keyset: Keyset;
  readonly from: SqlFragment;
  /** Likes by which rows are ranked. */
  readonly likes: SqlFragment;
}

const id = sortKey('c.id', 'id', 'id');
const BY_TIME = { from: sql`comment c`, likes: sql`0` };

export const SORTS: Readonly<Record<CommentSort, SortPlan>> = {
  latest: { keyset: descending('comments.latest', id), ...BY_TIME },
  oldest: { keyset: ascending('comments.oldest', id), ...BY_TIME },
  popular: {
    keyset: descending(
      'comments.popular',
      sortKey('k.like_count', 'integer', 'likeCount'),
      sortKey('k.comment_id', 'id', 'id'),
    ),
    from: sql`comment c join comment_counter k on k.comment_id = c.id`,
    likes: sql`k.like_count`,
  },
};

/** The order of replies where none is asked for. */
export const REPLIES_SORT: CommentSort = 'oldest';

/** The cursor with which the replies of a comment go on in their usual order. @param last none when none was shown */
export function cursorOfReplies(last: { readonly id: CommentId } | undefined): string {
  return SORTS[REPLIES_SORT].keyset.cursorBehind(last);
}
