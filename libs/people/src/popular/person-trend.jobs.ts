import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Scheduled } from '#libs/jobs';
import { PersonTrendRepository } from './person-trend.repository.js';

/** Keeps the ranking of popular people. */
@Injectable()
export class PersonTrendJobs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trends: PersonTrendRepository,
  ) {}

  @Scheduled({ name: 'people.rank-popular', cron: '3-59/15 * * * *' })
  rank(): Promise<void> {
    return this.work.run(() => this.trends.rank());
  }
}
