import type { Id } from '#libs/kernel';

export type CommentId = Id<'comment'>;

/** Depth of the deepest replies; the top level has depth 0. */
export const MAX_DEPTH = 8;

/** Longest text of a comment, in code points. */
export const MAX_COMMENT_LENGTH = 5_000;

/** Where a comment stands in its thread. */
export interface Place {
  /** The comment that is answered; `null` at the top level. */
  readonly parentId: CommentId | null;
  /** The top-level comment of the thread; `null` at the top level. */
  readonly rootId: CommentId | null;
  readonly depth: number;
}

/** The place of a comment that answers the post itself. */
export const TOP_LEVEL: Place = { parentId: null, rootId: null, depth: 0 };

/** The place of a reply: below the answered comment, or beside it when that is as deep as replies go. */
export function replyTo(answered: Place & { readonly id: CommentId }): Place {
  if (answered.depth >= MAX_DEPTH) {
    return { parentId: answered.parentId, rootId: answered.rootId, depth: answered.depth };
  }
  return {
    parentId: answered.id,
    rootId: answered.rootId ?? answered.id,
    depth: answered.depth + 1,
  };
}
