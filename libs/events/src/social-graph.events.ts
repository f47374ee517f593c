import { DomainEvent, type UserId } from '#libs/kernel';

interface Edge {
  readonly [key: string]: UserId;
  readonly followerId: UserId;
  readonly followeeId: UserId;
}

/** A follow was accepted, at once or on request. */
export class FollowAdded extends DomainEvent<Edge> {
  static readonly type = 'follow.added';
}

/** An accepted follow ended, whoever ended it. */
export class FollowRemoved extends DomainEvent<Edge> {
  static readonly type = 'follow.removed';
}

/** A block began: both people are hidden from each other from now on. */
export class BlockAdded extends DomainEvent<{ blockerId: UserId; blockedId: UserId }> {
  static readonly type = 'block.added';
}

/** A block ended. */
export class BlockRemoved extends DomainEvent<{ blockerId: UserId; blockedId: UserId }> {
  static readonly type = 'block.removed';
}
