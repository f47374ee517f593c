import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { AfterCommit, InTransaction } from '#libs/event-bus';
import {
  FollowAdded,
  FollowRemoved,
  ProfileClosed,
  ProfileOffered,
  ProfileOpened,
  ProfileWithdrawn,
  UserDeactivated,
  UserReactivated,
} from '#libs/events';
import type { UserId } from '#libs/kernel';
import { NeighbourRepository } from './neighbour.repository.js';
import { NeighbourIntakeRepository } from './neighbour-intake.repository.js';

/** Hears what changes who is followed together with whom. */
@Injectable()
export class NeighbourFactsHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly neighbours: NeighbourRepository,
    private readonly intake: NeighbourIntakeRepository,
  ) {}

  @InTransaction(FollowAdded)
  followed({ data }: FollowAdded): Promise<void> {
    return this.intake.mark(data.followerId, data.followeeId);
  }

  @InTransaction(FollowRemoved)
  unfollowed({ data }: FollowRemoved): Promise<void> {
    return this.intake.mark(data.followerId, data.followeeId);
  }

  /** Whoever sees the profile private finds nothing computed of it. */
  @InTransaction(ProfileClosed)
  async closed({ data }: ProfileClosed): Promise<void> {
    await this.neighbours.forget(data.userId);
  }

  @AfterCommit(ProfileClosed, { name: 'discovery.recompute-after-closing' })
  afterClosing({ data }: ProfileClosed): Promise<void> {
    return this.left(data.userId);
  }

  @InTransaction(ProfileWithdrawn)
  async withdrawn({ data }: ProfileWithdrawn): Promise<void> {
    await this.neighbours.forget(data.userId);
  }

  @AfterCommit(ProfileWithdrawn, { name: 'discovery.recompute-after-withdrawal' })
  afterWithdrawal({ data }: ProfileWithdrawn): Promise<void> {
    return this.left(data.userId);
  }

  @InTransaction(UserDeactivated)
  async deactivated({ data }: UserDeactivated): Promise<void> {
    await this.neighbours.forget(data.userId);
  }

  @AfterCommit(UserDeactivated, { name: 'discovery.recompute-after-deactivation' })
  afterDeactivation({ data }: UserDeactivated): Promise<void> {
    return this.left(data.userId);
  }

  @AfterCommit(ProfileOpened, { name: 'discovery.recompute-after-opening' })
  opened({ data }: ProfileOpened): Promise<void> {
    return this.came(data.userId);
  }

  @AfterCommit(ProfileOffered, { name: 'discovery.recompute-after-offer' })
  offered({ data }: ProfileOffered): Promise<void> {
    return this.came(data.userId);
  }

  @AfterCommit(UserReactivated, { name: 'discovery.recompute-after-reactivation' })
  reactivated({ data }: UserReactivated): Promise<void> {
    return this.came(data.userId);
  }

  /** What the person's follows said of others is to be said no more: at once, however little it was. */
  private left(userId: UserId): Promise<void> {
    return this.work.run(async () => {
      await this.intake.markFollowed(userId, true);
      await this.intake.markFollowers(userId);
    });
  }

  private came(userId: UserId): Promise<void> {
    return this.work.run(async () => {
      await this.intake.markDue([userId]);
      await this.intake.markFollowed(userId, false);
      await this.intake.markFollowers(userId);
    });
  }
}
