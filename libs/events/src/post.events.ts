import { defineEvent, type Id, type UserId } from '#libs/kernel';

interface PostFact {
  readonly [key: string]: Id<'post'> | UserId | null;
  readonly postId: Id<'post'>;
  readonly authorId: UserId;
  /** What it quotes; `null` when it quotes none, or what it quoted was taken out. */
  readonly quotedPostId: Id<'post'> | null;
}

/** A post was published for the first time, to whomever its visibility says. */
export class PostPublished extends defineEvent<PostFact>('post.published') {}

/** A post became one that counts for its author: active, published and public. */
export class PostListed extends defineEvent<PostFact>('post.listed') {}

/** A post stopped being one that counts for its author. */
export class PostUnlisted extends defineEvent<PostFact>('post.unlisted') {}

/** A post was deleted by its author or deactivated by an administrator. */
export class PostRemoved extends defineEvent<PostFact>('post.removed') {}

/** The author of a quoted post took it out of a quote. */
export class QuoteDetached extends defineEvent<{
  /** The quote. */
  postId: Id<'post'>;
  /** Who quoted. */
  authorId: UserId;
  /** What it quoted. */
  quotedPostId: Id<'post'>;
  /** Whether the quote counted: active, published and public. */
  wasListed: boolean;
}>('quote.detached') {}

/** A scheduled draft could not be published when its time came. */
export class PostPublishFailed extends defineEvent<{ postId: Id<'post'>; authorId: UserId }>(
  'post.publish-failed',
) {}

/** A draft that could not be published was published after all, scheduled anew, or is no longer to be published. */
export class PostPublishFailureSettled extends defineEvent<{
  postId: Id<'post'>;
  authorId: UserId;
}>('post.publish-failure-settled') {}

/** The poll of a published post has ended. Tells nothing of its votes. */
export class PollClosed extends defineEvent<{ postId: Id<'post'>; authorId: UserId }>(
  'poll.closed',
) {}
