import { type CommentId, commentLikes } from '#libs/comment';
import type { Viewer } from '#libs/kernel';
import { bookmarks, type PostId, postLikes } from '#libs/post';
import { ReactionService } from '#libs/reaction';
import type { TestApp } from '#libs/testing';

/** Likes and bookmarks, and how they are taken back. */
export type Acts = ReturnType<typeof actsIn>;

export function actsIn(app: TestApp) {
  const reactions = app.get(ReactionService);
  return {
    posts: {
      like: (viewer: Viewer, id: PostId) => reactions.react(postLikes, viewer, id),
      unlike: (viewer: Viewer, id: PostId) => reactions.takeBack(postLikes, viewer, id),
      bookmark: (viewer: Viewer, id: PostId) => reactions.react(bookmarks, viewer, id),
      unbookmark: (viewer: Viewer, id: PostId) => reactions.takeBack(bookmarks, viewer, id),
    },
    comments: {
      like: (viewer: Viewer, id: CommentId) => reactions.react(commentLikes, viewer, id),
      unlike: (viewer: Viewer, id: CommentId) => reactions.takeBack(commentLikes, viewer, id),
    },
  };
}
