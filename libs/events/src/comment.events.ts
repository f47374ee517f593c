import { defineEvent, type Id, type UserId } from '#libs/kernel';

interface CommentFact {
  readonly [key: string]: Id<'comment'> | Id<'post'> | UserId | null;
  readonly commentId: Id<'comment'>;
  readonly postId: Id<'post'>;
  /** `null` for a top-level comment. */
  readonly parentId: Id<'comment'> | null;
  readonly authorId: UserId;
}

/** A comment was written, or restored. */
export class CommentAdded extends defineEvent<CommentFact>('comment.added') {}

/** A comment was deleted or deactivated, whether or not a tombstone stays. */
export class CommentRemoved extends defineEvent<CommentFact>('comment.removed') {}
