import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Scheduled } from '#libs/jobs';
import { TagTrendRepository } from './tag-trend.repository.js';

/** Keeps the ranking of trending tags. */
@Injectable()
export class TagTrendsJobs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly trends: TagTrendRepository,
  ) {}

  @Scheduled({ name: 'post.rank-tags', cron: '2-59/5 * * * *' })
  rank(): Promise<void> {
    return this.work.run(() => this.trends.rank());
  }
}
