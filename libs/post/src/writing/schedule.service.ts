import { Injectable } from '@nestjs/common';
import { Clock, DomainError, type UserId } from '#libs/kernel';
import { TooManyScheduled } from '../post/post.errors.js';
import { assertTime, SCHEDULED_DRAFTS } from '../post/schedule.js';
import { ScheduleRepository } from './schedule.repository.js';

/** Decides which drafts may wait for their time. In the transaction of the caller. */
@Injectable()
export class ScheduleService {
  constructor(
    private readonly clock: Clock,
    private readonly drafts: ScheduleRepository,
  ) {}

  /**
   * Before a draft is stored with another time than it had.
   *
   * @param isMore whether it did not wait for a time before
   * @throws DomainError `publish-time-passed`, `publish-time-too-far`, `too-many-scheduled`
   */
  async admit(authorId: UserId, publishAt: string | null, isMore: boolean): Promise<void> {
    if (publishAt === null) {
      return;
    }
    assertTime(publishAt, this.clock.now());
    if (isMore && (await this.drafts.count(authorId)) >= SCHEDULED_DRAFTS) {
      throw new DomainError(TooManyScheduled);
    }
  }
}
