import { Injectable, Logger } from '@nestjs/common';
import { register } from 'prom-client';
import { DatabaseFiguresService } from './database-figures.service.js';
import { JobFiguresService } from './job-figures.service.js';

/** A scrape goes without the figures of a database that takes longer, in milliseconds. */
const PATIENCE = 2_000;

/** Collects all figures for one scrape. */
@Injectable()
export class ScrapeService {
  private readonly log = new Logger('Metrics');
  private complete = true;

  constructor(
    private readonly database: DatabaseFiguresService,
    private readonly jobs: JobFiguresService,
  ) {}

  /** All metrics in the text format of Prometheus. Never fails: what can't be read is left out. */
  async text(): Promise<string> {
    const outcomes = await Promise.allSettled(
      [this.database.refresh(), this.jobs.refresh()].map(inTime),
    );
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined && this.complete) {
      const reason: unknown = failed.reason;
      this.log.warn({ err: reason }, 'The figures of the database can’t be read.');
    }
    this.complete = failed === undefined;
    return register.metrics();
  }
}

async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The database takes too long.')), PATIENCE);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
