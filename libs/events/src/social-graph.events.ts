import { defineEvent, type UserId } from '#libs/kernel';

interface Edge {
  readonly [key: string]: UserId;
  readonly followerId: UserId;
  readonly followeeId: UserId;
}

/** A follow was accepted, at once or on request. */
export class FollowAdded extends defineEvent<Edge>('follow.added') {}

/** An accepted follow ended, whoever ended it. */
export class FollowRemoved extends defineEvent<Edge>('follow.removed') {}

/** Somebody asked to follow a private profile. */
export class FollowRequested extends defineEvent<Edge>('follow.requested') {}

/** A request to follow was accepted, by its receiver or by opening the profile; `follow.added` tells of it too. */
export class FollowRequestAccepted extends defineEvent<Edge>('follow-request.accepted') {}

/** A request to follow was refused or taken back. */
export class FollowRequestRemoved extends defineEvent<Edge>('follow-request.removed') {}

/** A block began: both people are hidden from each other from now on. */
export class BlockAdded extends defineEvent<{ blockerId: UserId; blockedId: UserId }>(
  'block.added',
) {}

/** A block ended. */
export class BlockRemoved extends defineEvent<{ blockerId: UserId; blockedId: UserId }>(
  'block.removed',
) {}
