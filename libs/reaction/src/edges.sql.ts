import { visibleComment } from '#libs/comment';
import type { SqlFragment } from '#libs/database';
import { visiblePost } from '#libs/post';

/** One kind of edge from a person to a thing: its table, and the rule of who may make it. */
export interface EdgeKind<Of extends 'post' | 'comment' = 'post' | 'comment'> {
  readonly table: string;
  /** Column of the thing. */
  readonly target: string;
  /** Table of the things. */
  readonly things: Of;
  /** SQL: whether the viewer can see a thing, given its alias and the SQL of the viewer's id. */
  readonly visible: (thing: string, viewer: SqlFragment) => SqlFragment;
}

const onPost = { target: 'post_id', things: 'post', visible: visiblePost } as const;

export const postLikes: EdgeKind<'post'> = { table: 'post_like', ...onPost };

export const bookmarks: EdgeKind<'post'> = { table: 'bookmark', ...onPost };

export const commentLikes: EdgeKind<'comment'> = {
  table: 'comment_like',
  target: 'comment_id',
  things: 'comment',
  visible: visibleComment,
};
