import { Injectable } from '@nestjs/common';
import { Counters } from '#libs/counters';
import { UnitOfWork } from '#libs/database';
import { NotFound } from '#libs/http';
import { DomainError, type UserId, type Viewer } from '#libs/kernel';
import { followCounters } from '../counting/follow-counters.sql.js';
import { PairRepository } from '../pair/pair.repository.js';
import { CannotFollowSelf } from '../pair/social-graph.errors.js';
import { followStep, sees } from '../pair/standing.js';
import { FollowEdgesService } from './follow-edges.service.js';

/** How the one who acted stands to a person now. */
export interface FollowState {
  readonly following: boolean;
  readonly requested: boolean;
  /** Followers of the person, this act included; `null` when the person can't be seen. */
  readonly followerCount: number | null;
}

/** Following and taking it back, by the follower. */
@Injectable()
export class FollowService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly pairs: PairRepository,
    private readonly edges: FollowEdgesService,
    private readonly counters: Counters,
  ) {}

  /**
   * Follows a public profile, or asks a private one. Repeating it changes nothing.
   *
   * @throws DomainError `cannot-follow-self`; `not-found`, also for whoever the person blocks; `blocked`
   *   when the viewer blocks the person
   */
  async follow(viewer: Viewer, userId: UserId): Promise<FollowState> {
    refuseSelf(viewer, userId);
    return this.work.run(async () => {
      const standing = await this.pairs.holdToFollow(viewer.userId, userId);
      if (!sees(standing)) {
        throw new DomainError(NotFound);
      }
      const step = followStep(standing);
      if (step === 'follow') {
        await this.edges.begin(viewer.userId, userId);
      }
      if (step === 'request') {
        await this.edges.request(viewer.userId, userId);
      }
      const following = standing.following || step === 'follow';
      return { following, requested: !following, followerCount: await this.followersOf(userId) };
    });
  }

  /**
   * Takes back a follow or a request, also of somebody who can't be seen any more.
   *
   * @throws DomainError `cannot-follow-self`
   */
  async unfollow(viewer: Viewer, userId: UserId): Promise<FollowState> {
    refuseSelf(viewer, userId);
    return this.work.run(async () => {
      const standing = await this.pairs.hold(viewer.userId, userId);
      await this.edges.withdraw(viewer.userId, userId);
      const followerCount = sees(standing) ? await this.followersOf(userId) : null;
      return { following: false, requested: false, followerCount };
    });
  }

  private async followersOf(userId: UserId): Promise<number> {
    const counts = await this.counters.read(followCounters, [userId]);
    return counts.get(userId)?.follower_count ?? 0;
  }
}

function refuseSelf(viewer: Viewer, userId: UserId): void {
  if (viewer.userId === userId) {
    throw new DomainError(CannotFollowSelf);
  }
}
