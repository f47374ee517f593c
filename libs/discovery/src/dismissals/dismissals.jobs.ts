import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Scheduled } from '#libs/jobs';
import { untilNothing } from '#libs/personal-data';
import { DismissalRepository } from './dismissal.repository.js';

/** Dismissals that go in one transaction. */
const BATCH = 2_000;

/** Removes dismissals that hold no more. */
@Injectable()
export class DismissalsJobs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly dismissals: DismissalRepository,
  ) {}

  @Scheduled({ name: 'discovery.remove-dismissals', cron: '40 4 * * *' })
  async removeEnded(): Promise<void> {
    await untilNothing(this.work, () => this.dismissals.removeEnded(BATCH));
  }
}
