import { Injectable } from '@nestjs/common';
import { DomainEvents } from '#libs/event-bus';
import { FollowAdded, FollowRemoved } from '#libs/events';
import type { UserId } from '#libs/kernel';
import { FollowRepository } from './follow.repository.js';

/** Begins and ends follows together with their facts. The caller holds the lock of the pair. */
@Injectable()
export class FollowEdgesService {
  constructor(
    private readonly follows: FollowRepository,
    private readonly events: DomainEvents,
  ) {}

  /** Makes one person a follower of the other; a request that waited for it is settled. */
  async begin(followerId: UserId, followeeId: UserId): Promise<void> {
    if (await this.follows.addFollow(followerId, followeeId)) {
      await this.events.publish(new FollowAdded({ followerId, followeeId }));
    }
  }

  /** Ends a follow, if there is one. */
  async end(followerId: UserId, followeeId: UserId): Promise<void> {
    if (await this.follows.removeFollow(followerId, followeeId)) {
      await this.events.publish(new FollowRemoved({ followerId, followeeId }));
    }
  }

  /** Ends a follow or takes a request back, whichever there is. */
  async withdraw(followerId: UserId, followeeId: UserId): Promise<void> {
    if (await this.follows.withdraw(followerId, followeeId)) {
      await this.events.publish(new FollowRemoved({ followerId, followeeId }));
    }
  }
}
