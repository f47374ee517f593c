import { DomainEvent, type PostId, type UserId } from '#libs/kernel';

/** A post was published for the first time, to whomever its visibility says. */
export class PostPublished extends DomainEvent<{ postId: PostId; authorId: UserId }> {
  static readonly type = 'post.published';
}

/** A post became one that counts for its author: active, published and public. */
export class PostListed extends DomainEvent<{ postId: PostId; authorId: UserId }> {
  static readonly type = 'post.listed';
}

/** A post stopped being one that counts for its author. */
export class PostUnlisted extends DomainEvent<{ postId: PostId; authorId: UserId }> {
  static readonly type = 'post.unlisted';
}

/** A post was deleted by its author or deactivated by an administrator. */
export class PostRemoved extends DomainEvent<{ postId: PostId; authorId: UserId }> {
  static readonly type = 'post.removed';
}
