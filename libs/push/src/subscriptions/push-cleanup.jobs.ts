import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Scheduled } from '#libs/jobs';
import { untilNothing } from '#libs/personal-data';
import { PushSubscriptionRepository } from './push-subscription.repository.js';

const BATCH = 1_000;

/** Removes what nobody is told of ending: sessions run out by themselves. */
@Injectable()
export class PushCleanupJobs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly subscriptions: PushSubscriptionRepository,
  ) {}

  /** Subscriptions whose session is over. */
  @Scheduled({ name: 'push.remove-ended', cron: '41 * * * *' })
  async removeEnded(): Promise<void> {
    await untilNothing(this.work, () => this.subscriptions.removeOrphans(BATCH));
  }
}
