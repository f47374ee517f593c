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

/** A block began: both people are hidden from each other from now on. */
export class BlockAdded extends defineEvent<{ blockerId: UserId; blockedId: UserId }>(
  'block.added',
) {}

/** A block ended. */
export class BlockRemoved extends defineEvent<{ blockerId: UserId; blockedId: UserId }>(
  'block.removed',
) {}
