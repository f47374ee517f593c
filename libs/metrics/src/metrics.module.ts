import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { collectDefaultMetrics, register } from 'prom-client';
import { DatabaseFiguresService, databaseGauges } from './database-figures.service.js';
import { DatabasePool } from './database-pool.js';
import { FiguresReader } from './figures.reader.js';
import { JobFiguresService, jobGauges } from './job-figures.service.js';
import { MetricsController } from './metrics.controller.js';
import { requestDuration, RequestMetrics } from './request-metrics.js';
import { ScrapeService } from './scrape.service.js';

/** `/metrics`. */
@Module({
  controllers: [MetricsController],
  providers: [
    requestDuration,
    RequestMetrics,
    ...databaseGauges,
    DatabasePool,
    DatabaseFiguresService,
    ...jobGauges,
    JobFiguresService,
    FiguresReader,
    ScrapeService,
  ],
  exports: [RequestMetrics],
})
export class MetricsModule implements OnApplicationBootstrap {
  /** The figures of Node.js itself, event-loop lag among them; once per process. */
  onApplicationBootstrap(): void {
    if (register.getSingleMetric('nodejs_eventloop_lag_seconds') === undefined) {
      collectDefaultMetrics();
    }
  }
}
