import { defineEvent, type Id, type UserId } from '#libs/kernel';

/** A person likes a post; published only when the like is new. */
export class PostLikeAdded extends defineEvent<{ postId: Id<'post'>; userId: UserId }>(
  'post-like.added',
) {}

/** A person took back the like of a post; published only when there was one. */
export class PostLikeRemoved extends defineEvent<{ postId: Id<'post'>; userId: UserId }>(
  'post-like.removed',
) {}

/** A person likes a comment; published only when the like is new. */
export class CommentLikeAdded extends defineEvent<{ commentId: Id<'comment'>; userId: UserId }>(
  'comment-like.added',
) {}

/** A person took back the like of a comment; published only when there was one. */
export class CommentLikeRemoved extends defineEvent<{ commentId: Id<'comment'>; userId: UserId }>(
  'comment-like.removed',
) {}

/** A person reposted a post; published only when the repost is new. */
export class RepostAdded extends defineEvent<{ postId: Id<'post'>; userId: UserId }>(
  'repost.added',
) {}

/** A person took back a repost; published only when there was one. */
export class RepostRemoved extends defineEvent<{ postId: Id<'post'>; userId: UserId }>(
  'repost.removed',
) {}

/** A person bookmarked a post; published only when the bookmark is new. */
export class BookmarkAdded extends defineEvent<{ postId: Id<'post'>; userId: UserId }>(
  'bookmark.added',
) {}

/** A person took back a bookmark; published only when there was one. */
export class BookmarkRemoved extends defineEvent<{ postId: Id<'post'>; userId: UserId }>(
  'bookmark.removed',
) {}
