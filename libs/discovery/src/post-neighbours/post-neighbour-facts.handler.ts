import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { AfterCommit, InTransaction } from '#libs/event-bus';
import {
  PostUnlisted,
  ProfileClosed,
  ProfileOffered,
  ProfileOpened,
  ProfileWithdrawn,
  UserDeactivated,
  UserReactivated,
} from '#libs/events';
import type { UserId } from '#libs/kernel';
import { PostNeighbourRepository } from './post-neighbour.repository.js';

/** Hears of posts and people that take part in what is computed of posts, or no longer. */
@Injectable()
export class PostNeighbourFactsHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly neighbours: PostNeighbourRepository,
  ) {}

  /** Whoever sees that a post is not public any more finds nothing computed of it. */
  @InTransaction(PostUnlisted)
  unlisted({ data }: PostUnlisted): Promise<void> {
    return this.neighbours.forget(data.postId);
  }

  @InTransaction(ProfileClosed)
  async closed({ data }: ProfileClosed): Promise<void> {
    await this.neighbours.forgetOf(data.userId);
  }

  @AfterCommit(ProfileClosed, { name: 'discovery.recompute-posts-after-closing' })
  afterClosing({ data }: ProfileClosed): Promise<void> {
    return this.left(data.userId);
  }

  @InTransaction(ProfileWithdrawn)
  async withdrawn({ data }: ProfileWithdrawn): Promise<void> {
    await this.neighbours.forgetOf(data.userId);
  }

  @AfterCommit(ProfileWithdrawn, { name: 'discovery.recompute-posts-after-withdrawal' })
  afterWithdrawal({ data }: ProfileWithdrawn): Promise<void> {
    return this.left(data.userId);
  }

  @InTransaction(UserDeactivated)
  async deactivated({ data }: UserDeactivated): Promise<void> {
    await this.neighbours.forgetOf(data.userId);
  }

  @AfterCommit(UserDeactivated, { name: 'discovery.recompute-posts-after-deactivation' })
  afterDeactivation({ data }: UserDeactivated): Promise<void> {
    return this.left(data.userId);
  }

  @AfterCommit(ProfileOpened, { name: 'discovery.recompute-posts-after-opening' })
  opened({ data }: ProfileOpened): Promise<void> {
    return this.came(data.userId);
  }

  @AfterCommit(ProfileOffered, { name: 'discovery.recompute-posts-after-offer' })
  offered({ data }: ProfileOffered): Promise<void> {
    return this.came(data.userId);
  }

  @AfterCommit(UserReactivated, { name: 'discovery.recompute-posts-after-reactivation' })
  reactivated({ data }: UserReactivated): Promise<void> {
    return this.came(data.userId);
  }

  /** What the person's likes said is to be said no more. */
  private left(userId: UserId): Promise<void> {
    return this.work.run(async () => {
      await this.neighbours.store();
      await this.neighbours.markLiked(userId);
    });
  }

  private came(userId: UserId): Promise<void> {
    return this.work.run(async () => {
      await this.neighbours.store();
      await this.neighbours.meetOf(userId);
      await this.neighbours.markLiked(userId);
    });
  }
}
