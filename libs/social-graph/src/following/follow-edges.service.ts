import { Injectable } from '@nestjs/common';
import { DomainEvents } from '#libs/event-bus';
import {
  FollowAdded,
  FollowRemoved,
  FollowRequestAccepted,
  FollowRequested,
  FollowRequestRemoved,
} from '#libs/events';
import type { UserId } from '#libs/kernel';
import type { Withdrawn } from '../pair/withdrawing.sql.js';
import { FollowRepository } from './follow.repository.js';

/** Begins and ends follows and requests together with their facts. The caller holds the lock of the pair. */
@Injectable()
export class FollowEdgesService {
  constructor(
    private readonly follows: FollowRepository,
    private readonly events: DomainEvents,
  ) {}

  /** Makes one person a follower of the other; a request that waited for it is settled. */
  async begin(followerId: UserId, followeeId: UserId): Promise<void> {
    if (await this.follows.addFollow(followerId, followeeId, false)) {
      await this.events.publish(new FollowAdded({ followerId, followeeId }));
    }
  }

  /** Makes somebody who asked a follower, on behalf of the one who was asked. */
  async accept(followerId: UserId, followeeId: UserId): Promise<void> {
    if (await this.follows.addFollow(followerId, followeeId, true)) {
      const edge = { followerId, followeeId };
      await this.events.publish(new FollowAdded(edge), new FollowRequestAccepted(edge));
    }
  }

  /** Ends a follow, if there is one. */
  async end(followerId: UserId, followeeId: UserId): Promise<void> {
    if (await this.follows.removeFollow(followerId, followeeId)) {
      await this.events.publish(new FollowRemoved({ followerId, followeeId }));
    }
  }

  /** Asks to follow, unless that was asked before. */
  async request(followerId: UserId, followeeId: UserId): Promise<void> {
    if (await this.follows.addRequest(followerId, followeeId)) {
      await this.events.publish(new FollowRequested({ followerId, followeeId }));
    }
  }

  /** Refuses a request. @returns whether there was one */
  async refuse(followerId: UserId, followeeId: UserId): Promise<boolean> {
    const was = await this.follows.removeRequest(followerId, followeeId);
    if (was) {
      await this.events.publish(new FollowRequestRemoved({ followerId, followeeId }));
    }
    return was;
  }

  /** Ends a follow or takes a request back, whichever there is. */
  async withdraw(followerId: UserId, followeeId: UserId): Promise<void> {
    await this.tell(await this.follows.withdraw(followerId, followeeId));
  }

  /** Tells of follows and requests that are gone. */
  async tell(withdrawn: readonly Withdrawn[]): Promise<void> {
    await this.events.publish(
      ...withdrawn.map(({ wasFollow, ...edge }) =>
        wasFollow ? new FollowRemoved(edge) : new FollowRequestRemoved(edge),
      ),
    );
  }
}
