import { type CommentId, DomainEvent, type PostId, type UserId } from '#libs/kernel';

/** A person likes a post; published only when the like is new. */
export class PostLikeAdded extends DomainEvent<{ postId: PostId; userId: UserId }> {
  static readonly type = 'post-like.added';
}

/** A person took back the like of a post; published only when there was one. */
export class PostLikeRemoved extends DomainEvent<{ postId: PostId; userId: UserId }> {
  static readonly type = 'post-like.removed';
}

/** A person likes a comment; published only when the like is new. */
export class CommentLikeAdded extends DomainEvent<{ commentId: CommentId; userId: UserId }> {
  static readonly type = 'comment-like.added';
}

/** A person took back the like of a comment; published only when there was one. */
export class CommentLikeRemoved extends DomainEvent<{ commentId: CommentId; userId: UserId }> {
  static readonly type = 'comment-like.removed';
}

/** A person bookmarked a post; published only when the bookmark is new. */
export class BookmarkAdded extends DomainEvent<{ postId: PostId; userId: UserId }> {
  static readonly type = 'bookmark.added';
}

/** A person took back a bookmark; published only when there was one. */
export class BookmarkRemoved extends DomainEvent<{ postId: PostId; userId: UserId }> {
  static readonly type = 'bookmark.removed';
}
