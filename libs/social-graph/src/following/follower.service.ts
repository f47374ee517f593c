import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { NotFound } from '#libs/http';
import { DomainError, type UserId, type Viewer } from '#libs/kernel';
import { PairRepository } from '../pair/pair.repository.js';
import { FollowEdgesService } from './follow-edges.service.js';

/** Requests and followers of a person, decided by that person. */
@Injectable()
export class FollowerService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly pairs: PairRepository,
    private readonly edges: FollowEdgesService,
  ) {}

  /**
   * Lets somebody who asked become a follower. Repeating it changes nothing.
   *
   * @throws DomainError `not-found` when the person neither asks nor follows, or is inactive
   */
  async accept(viewer: Viewer, followerId: UserId): Promise<void> {
    await this.work.run(async () => {
      const standing = await this.pairs.hold(viewer.userId, followerId);
      if (!standing.active || !(standing.askedBy || standing.followedBy)) {
        throw new DomainError(NotFound);
      }
      await this.edges.accept(followerId, viewer.userId);
    });
  }

  /**
   * Refuses a request.
   *
   * @throws DomainError `not-found` when there is none
   */
  async refuse(viewer: Viewer, followerId: UserId): Promise<void> {
    await this.work.run(async () => {
      await this.pairs.lock(viewer.userId, followerId);
      if (!(await this.edges.refuse(followerId, viewer.userId))) {
        throw new DomainError(NotFound);
      }
    });
  }

  /** Ends somebody's follow of the viewer. Repeating it changes nothing. */
  async remove(viewer: Viewer, followerId: UserId): Promise<void> {
    await this.work.run(async () => {
      await this.pairs.lock(viewer.userId, followerId);
      await this.edges.end(followerId, viewer.userId);
    });
  }
}
