import { defineEvent, type Id, type UserId } from '#libs/kernel';

/** A post was published for the first time, to whomever its visibility says. */
export class PostPublished extends defineEvent<{ postId: Id<'post'>; authorId: UserId }>(
  'post.published',
) {}

/** A post became one that counts for its author: active, published and public. */
export class PostListed extends defineEvent<{ postId: Id<'post'>; authorId: UserId }>(
  'post.listed',
) {}

/** A post stopped being one that counts for its author. */
export class PostUnlisted extends defineEvent<{ postId: Id<'post'>; authorId: UserId }>(
  'post.unlisted',
) {}

/** A post was deleted by its author or deactivated by an administrator. */
export class PostRemoved extends defineEvent<{ postId: Id<'post'>; authorId: UserId }>(
  'post.removed',
) {}

/** A scheduled draft could not be published when its time came. */
export class PostPublishFailed extends defineEvent<{ postId: Id<'post'>; authorId: UserId }>(
  'post.publish-failed',
) {}

/** A draft that could not be published was published after all, scheduled anew, or is no longer to be published. */
export class PostPublishFailureSettled extends defineEvent<{
  postId: Id<'post'>;
  authorId: UserId;
}>('post.publish-failure-settled') {}
