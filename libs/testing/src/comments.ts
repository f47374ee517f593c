import { type CommentId, commentLikes, CommentService } from '#libs/comment';
import type { PostId } from '#libs/post';
import { ReactionService } from '#libs/reaction';
import type { Person } from './people.js';
import type { TestApp } from './test-app.js';

type App = Pick<TestApp, 'get'>;
type Actor = Pick<Person, 'viewer'>;

/** Says something under a post, or to a comment there. */
export function comments(
  app: App,
  { viewer }: Actor,
  post: PostId,
  body = 'A comment',
  parentId?: CommentId,
): Promise<CommentId> {
  return app.get(CommentService).write(viewer, post, { body, parentId });
}

/** Changes a comment. @param expected the version that it must have */
export function editsComment(
  app: App,
  { viewer }: Actor,
  comment: CommentId,
  body: string,
  expected?: number,
): Promise<void> {
  return app.get(CommentService).edit(viewer, comment, body, expected);
}

/** Deletes a comment. @param expected the version that it must have */
export function removesComment(
  app: App,
  { viewer }: Actor,
  comment: CommentId,
  expected?: number,
): Promise<void> {
  return app.get(CommentService).remove(viewer, comment, expected);
}

/** Likes a comment. @returns how many like it */
export function likesComment(app: App, { viewer }: Actor, comment: CommentId): Promise<number> {
  return app.get(ReactionService).react(commentLikes, viewer, comment);
}

/** Takes the like of a comment back. @returns how many like it, when it can be seen */
export function unlikesComment(
  app: App,
  { viewer }: Actor,
  comment: CommentId,
): Promise<number | null> {
  return app.get(ReactionService).takeBack(commentLikes, viewer, comment);
}
