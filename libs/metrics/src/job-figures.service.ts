import { Injectable } from '@nestjs/common';
import { InjectMetric, makeGaugeProvider } from '@willsoto/nestjs-prometheus';
import type { Gauge } from 'prom-client';
import { FiguresReader } from './figures.reader.js';

const JOBS = 'job_queue_jobs';
const OLDEST = 'job_queue_oldest_seconds';
const DEAD_LETTERS = 'job_queue_dead_letters';
const OUTBOX_LAG = 'outbox_lag_seconds';

/** The gauges of {@link JobFiguresService}. */
export const jobGauges = [
  makeGaugeProvider({
    name: JOBS,
    help: 'Jobs that are not done, by queue and state.',
    labelNames: ['queue', 'state'],
  }),
  makeGaugeProvider({
    name: OLDEST,
    help: 'Seconds since the oldest waiting job of a queue was due.',
    labelNames: ['queue'],
  }),
  makeGaugeProvider({
    name: DEAD_LETTERS,
    help: 'Jobs that failed for the last time and wait for an operator.',
  }),
  makeGaugeProvider({
    name: OUTBOX_LAG,
    help: 'Seconds since the oldest event or job that nobody has taken yet was due.',
  }),
];

/** How the background work keeps up. */
@Injectable()
export class JobFiguresService {
  constructor(
    private readonly reader: FiguresReader,
    @InjectMetric(JOBS) private readonly jobs: Gauge<'queue' | 'state'>,
    @InjectMetric(OLDEST) private readonly oldest: Gauge<'queue'>,
    @InjectMetric(DEAD_LETTERS) private readonly deadLetters: Gauge,
    @InjectMetric(OUTBOX_LAG) private readonly outboxLag: Gauge,
  ) {}

  /** @throws when the database does not answer; then there are no figures instead of old ones */
  async refresh(): Promise<void> {
    this.jobs.reset();
    this.oldest.reset();
    this.deadLetters.remove();
    this.outboxLag.remove();
    const [queues, dead] = await Promise.all([this.reader.queues(), this.reader.deadLetters()]);
    const oldest = new Map<string, number>();
    for (const { queue, state, jobs, overdue } of queues) {
      this.jobs.set({ queue, state }, jobs);
      oldest.set(queue, Math.max(oldest.get(queue) ?? 0, overdue));
    }
    for (const [queue, seconds] of oldest) {
      this.oldest.set({ queue }, seconds);
    }
    this.deadLetters.set(dead);
    this.outboxLag.set(Math.max(0, ...oldest.values()));
  }
}
