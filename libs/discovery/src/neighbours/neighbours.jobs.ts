import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Scheduled } from '#libs/jobs';
import { boundedRun } from '../computation/bounded-run.js';
import { DiscoveryMetricsService } from '../figures/discovery-metrics.service.js';
import { NeighbourRepository } from './neighbour.repository.js';
import { NeighbourIntakeRepository } from './neighbour-intake.repository.js';
import { NeighboursService } from './neighbours.service.js';

/** Keeps up to date who is followed together with whom. */
@Injectable()
export class NeighboursJobs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly service: NeighboursService,
    private readonly neighbours: NeighbourRepository,
    private readonly intake: NeighbourIntakeRepository,
    private readonly metrics: DiscoveryMetricsService,
  ) {}

  @Scheduled({ name: 'discovery.neighbours', cron: '* * * * *', concurrency: 1 })
  async refresh(): Promise<void> {
    await boundedRun([
      () => this.service.addUp(),
      () => this.service.count(),
      () => this.service.compute(),
    ]);
    this.metrics.computed(await this.work.run(() => this.neighbours.dueCount()));
  }

  @Scheduled({ name: 'discovery.sweep-neighbours', cron: '17 18 * * *' })
  sweep(): Promise<void> {
    return this.work.run(async () => {
      await this.neighbours.sweep();
      await this.intake.meet();
    });
  }
}
