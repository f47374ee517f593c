import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Scheduled } from '#libs/jobs';
import { untilNothing } from '#libs/personal-data';
import { RecommendedRepository } from './recommended.repository.js';

/** Rows that go in one transaction. */
const BATCH = 2_000;

/** Removes what was recommended so long ago that nobody asks for it. */
@Injectable()
export class RecommendedJobs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly recommended: RecommendedRepository,
  ) {}

  @Scheduled({ name: 'discovery.remove-recommended', cron: '*/10 * * * *' })
  async removeOld(): Promise<void> {
    await untilNothing(this.work, () => this.recommended.removeOld(BATCH));
  }

  @Scheduled({ name: 'discovery.remove-seen', cron: '40 3 * * *' })
  async removeSeen(): Promise<void> {
    await untilNothing(this.work, () => this.recommended.removeSeen(BATCH));
  }
}
