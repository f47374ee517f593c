import type { CommentId } from '#libs/comment';
import type { Id, UserId } from '#libs/kernel';
import type { PostId } from '#libs/post';

export type NotificationId = Id<'notification'>;

/**
 * What people are told of: likes of a post or a comment of mine, answers, who follows whom, mentions, what went wrong, and
 * who passes my posts on.
 */
export const NOTIFICATION_KINDS = [
  'post-like',
  'comment-like',
  'comment',
  'reply',
  'follow',
  'follow-request',
  'follow-accepted',
  'mention',
  'publish-failed',
  'repost',
  'quote',
  'poll-closed',
] as const;

/**
 * `comment`: under my post. `reply`: to my comment. `follow-request`: to me. `follow-accepted`: I asked, and follow now.
 * `mention`: in a post, or in a comment that is no answer to me. `publish-failed`: my scheduled draft stays one; nobody
 * acted.
 * `repost`, `quote`: of my post. `poll-closed`: a poll of mine, or one that I voted in; its author is the actor for others.
 */
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** Most actors that are counted; as a count it means that or more. */
export const MOST_ACTORS = 100;

/** Actors that a notification shows. */
export const SHOWN_ACTORS = 3;

/** Hours for which a group takes acts. */
export const GROWING_HOURS = 24;

/** Unseen answers under a post that stand alone; the next ones join the newest. */
export const LONE_ANSWERS = 10;

/** Newest notifications of a person that are kept. */
export const KEPT_NOTIFICATIONS = 1_000;

/** Days for which a notification is kept. */
export const KEPT_DAYS = { seen: 90, unseen: 365 } as const;

/** Acts of one kind on one thing of a person: a stored group, whoever is in it. */
export interface NotificationGroup {
  readonly id: NotificationId;
  readonly userId: UserId;
  readonly kind: NotificationKind;
}

/** What acts are about, as far as they join: a post, a comment under it, or, for follows, the person. */
export interface NotificationPlace {
  readonly userId: UserId;
  readonly kind: NotificationKind;
  readonly postId: PostId | null;
  /** Of liked comments and those that mention: answers are acts. */
  readonly commentId: CommentId | null;
}
