import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { NotFound } from '#libs/http';
import { DomainError, type UserId, type Viewer } from '#libs/kernel';
import { FollowRepository } from './follow.repository.js';

/** How somebody wants to see whom they follow. It goes with the follow. */
@Injectable()
export class FollowSettingsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly follows: FollowRepository,
  ) {}

  /**
   * Hides the reposts of a followed person from the own home feed, or shows them.
   *
   * @throws DomainError `not-found` when the viewer doesn't follow the person
   */
  async set(
    { userId: followerId }: Viewer,
    userId: UserId,
    { hideReposts }: { readonly hideReposts: boolean },
  ): Promise<void> {
    await this.work.run(async () => {
      if (!(await this.follows.setHideReposts(followerId, userId, hideReposts))) {
        throw new DomainError(NotFound);
      }
    });
  }
}
