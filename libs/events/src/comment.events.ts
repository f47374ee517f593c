import { type CommentId, defineEvent, type PostId, type UserId } from '#libs/kernel';

interface CommentFact {
  readonly [key: string]: CommentId | PostId | UserId | null;
  readonly commentId: CommentId;
  readonly postId: PostId;
  /** `null` for a top-level comment. */
  readonly parentId: CommentId | null;
  readonly authorId: UserId;
}

/** A comment was written, or restored. */
export class CommentAdded extends defineEvent<CommentFact>('comment.added') {}

/** A comment was deleted or deactivated, whether or not a tombstone stays. */
export class CommentRemoved extends defineEvent<CommentFact>('comment.removed') {}
