import { Injectable } from '@nestjs/common';
import { ActCountersService } from '#libs/account';
import { Counters } from '#libs/counters';
import { UnitOfWork } from '#libs/database';
import { AfterCommit, InTransaction } from '#libs/event-bus';
import { FollowAdded, FollowRemoved, UserDeactivated, UserReactivated } from '#libs/events';
import type { UserId } from '#libs/kernel';
import { followCounters } from './follow-counters.sql.js';
import { NeighbourRepository } from './neighbour.repository.js';

/** Counts on people's cards whom they follow and who follows them. */
@Injectable()
export class FollowCountHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly counters: Counters,
    private readonly edges: NeighbourRepository,
    private readonly acts: ActCountersService,
  ) {}

  @InTransaction(FollowAdded)
  async followAdded({ data }: FollowAdded): Promise<void> {
    await this.countFollow(data.followerId, data.followeeId, 1);
  }

  @InTransaction(FollowRemoved)
  async followRemoved({ data }: FollowRemoved): Promise<void> {
    await this.countFollow(data.followerId, data.followeeId, -1);
  }

  @AfterCommit(UserDeactivated, { name: 'user.recount-neighbours-of-deactivated' })
  async deactivated({ data }: UserDeactivated): Promise<void> {
    await this.recountNeighbours(data.userId);
  }

  @AfterCommit(UserReactivated, { name: 'user.recount-neighbours-of-reactivated' })
  async reactivated({ data }: UserReactivated): Promise<void> {
    await this.recountNeighbours(data.userId);
  }

  /** Each end counts an edge only as long as the other end is active. */
  private countFollow(followerId: UserId, followeeId: UserId, by: 1 | -1): Promise<void> {
    return this.acts.count(
      followCounters,
      { actorId: followerId, key: followeeId, change: { follower_count: by } },
      { actorId: followeeId, key: followerId, change: { following_count: by } },
    );
  }

  private async recountNeighbours(userId: UserId): Promise<void> {
    await this.work.run(async () => {
      await this.counters.recountSoon(followCounters, await this.edges.neighbours(userId));
    });
  }
}
