import { defineEvent, type Id, type UserId } from '#libs/kernel';

interface MentionFact {
  readonly [key: string]: Id<'comment'> | Id<'post'> | UserId | null;
  /** Who is mentioned. */
  readonly userId: UserId;
  readonly authorId: UserId;
  /** The post, or the one that the comment is under. */
  readonly postId: Id<'post'>;
  /** `null` when the post itself mentions the person. */
  readonly commentId: Id<'comment'> | null;
}

/** A published text names a person. */
export class MentionAdded extends defineEvent<MentionFact>('mention.added') {}

/** A published text does not name a person any more. */
export class MentionRemoved extends defineEvent<MentionFact>('mention.removed') {}
