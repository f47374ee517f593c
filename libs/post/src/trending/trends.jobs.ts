import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Scheduled } from '#libs/jobs';
import { TrendRepository } from './trend.repository.js';

/** Keeps the ranking of trending posts. */
@Injectable()
export class TrendsJobs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trends: TrendRepository,
  ) {}

  @Scheduled({ name: 'post.rank-trends', cron: '*/5 * * * *' })
  rank(): Promise<void> {
    return this.work.run(() => this.trends.rank());
  }
}
