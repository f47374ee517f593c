import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Scheduled } from '#libs/jobs';
import { untilNothing } from '#libs/personal-data';
import { LiveLogRepository } from './live-log.repository.js';

/** Removes what nobody can resume from any more. */
@Injectable()
export class LiveLogJobs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly log: LiveLogRepository,
  ) {}

  @Scheduled({ name: 'live.remove-old', cron: '*/10 * * * *' })
  async removeOld(): Promise<void> {
    await untilNothing(this.work, () => this.log.removeOld());
    await untilNothing(this.work, () => this.log.removeSurplus());
  }
}
