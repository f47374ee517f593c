import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Scheduled } from '#libs/jobs';
import { untilNothing } from '#libs/personal-data';
import { NotificationRepository } from './notification.repository.js';

/** Removes what nobody looks for any more. */
@Injectable()
export class RetentionJobs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly notifications: NotificationRepository,
  ) {}

  @Scheduled({ name: 'notification.remove-old', cron: '25 * * * *' })
  async removeOld(): Promise<void> {
    await untilNothing(this.work, () => this.notifications.removeOld());
    await untilNothing(this.work, () => this.notifications.removeSurplus());
  }
}
