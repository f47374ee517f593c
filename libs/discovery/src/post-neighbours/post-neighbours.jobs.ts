import { Injectable } from '@nestjs/common';
import { Scheduled } from '#libs/jobs';
import { boundedRun } from '../computation/bounded-run.js';
import { DiscoveryMetricsService } from '../figures/discovery-metrics.service.js';
import { PostNeighbourReader } from './post-neighbour.reader.js';
import { PostNeighboursService } from './post-neighbours.service.js';

/** Keeps up to date which posts are alike. */
@Injectable()
export class PostNeighboursJobs {
  constructor(
    private readonly service: PostNeighboursService,
    private readonly reader: PostNeighbourReader,
    private readonly metrics: DiscoveryMetricsService,
  ) {}

  @Scheduled({ name: 'discovery.post-neighbours', cron: '* * * * *', concurrency: 1 })
  async refresh(): Promise<void> {
    let after: string | undefined = await this.reader.begin();
    await boundedRun([
      () => this.service.removeOld(),
      async () => {
        after = after === undefined ? undefined : await this.service.meet(after);
        return after !== undefined;
      },
      () => this.service.compute(),
    ]);
    this.metrics.computedPosts(await this.reader.dueCount());
  }

  /** Less often than the rest: it reads all likes of the time since. */
  @Scheduled({ name: 'discovery.note-liked-posts', cron: '*/5 * * * *' })
  noteLiked(): Promise<void> {
    return this.service.noteLiked();
  }

  /** Meets what is not new and was not met: posts that were made public later, or lost their warning. */
  @Scheduled({ name: 'discovery.meet-posts', cron: '47 18 * * *' })
  async meetAll(): Promise<void> {
    let after: string | undefined = '0';
    while (after !== undefined) {
      after = await this.service.meet(after);
    }
  }
}
