import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Job, JobResult } from 'pg-boss';
import { sql, SqlReader, UnitOfWork } from '#libs/database';
import { tracer } from '#libs/tracing';
import { HandlerRegistry, type LoopConsumer, type QueueConsumer } from './handler.registry.js';
import type { JobData } from './job-handlers.js';
import { JOB_SCHEMA, JobQueue, JobsMode } from './job-queue.js';
import { JobSignals, type Wakeable } from './job-signals.js';

const RECONNECT_AFTER_MS = 2_000;
const CONCURRENCY = 2;

/** A queue on which this process works. */
interface Subscribed {
  /** Looks for jobs now. */
  readonly look: () => void;
  /** Takes no more, and waits for what runs. */
  readonly end: () => Promise<void>;
}

/** Runs jobs, schedules and loops in the processes that are there for them. */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown, Wakeable {
  private readonly log = new Logger(JobRunner.name);
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();
  /** What ends the work on each queue, and what begins the next look at it. */
  private readonly subscribed = new Map<string, Subscribed>();
  private subscription: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly mode: JobsMode,
    private readonly queue: JobQueue,
    private readonly handlers: HandlerRegistry,
    private readonly reader: SqlReader,
    private readonly work: UnitOfWork,
    private readonly signals: JobSignals,
  ) {}

  onApplicationBootstrap(): void {
    if (this.mode.consume) {
      this.consume();
      this.signals.listen(this);
      for (const loop of this.handlers.loops) {
        this.later(loop.everyMs, () => this.turn(loop));
      }
    }
  }

  /** Takes no more work and lets what runs end; jobs can still be left until the process is down. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) {
      clearTimeout(timer);
    }
    await this.subscription;
    await Promise.allSettled([
      ...this.running,
      ...[...this.subscribed.values()].map(({ end }) => end()),
    ]);
  }

  wake(queue: string): void {
    this.subscribed.get(queue)?.look();
  }

  wakeAll(): void {
    this.subscribed.forEach(({ look }) => look());
  }

  /**
   * Runs every job that is due, and those that they leave, until none is, about in the order in which they were left. For
   * tests and commands; failing jobs are thrown instead of tried again.
   */
  async drain(): Promise<void> {
    const boss = await this.queue.connected();
    for (;;) {
      const due = await this.dueQueues();
      const consumers = due.flatMap((name) =>
        this.handlers.queues.filter(({ queue }) => queue.name === name),
      );
      if (consumers.length === 0) {
        return;
      }
      for (const { queue, run } of consumers) {
        for (const job of await boss.fetch<JobData>(queue.name, { batchSize: 50 })) {
          await this.work.apart(() => run(job.data));
          await boss.complete(queue.name, job.id);
        }
      }
    }
  }

  /** Queues with jobs that are due, the one whose job has waited longest first. */
  private async dueQueues(): Promise<string[]> {
    const rows = await this.reader.query<{ name: string }>(sql`
      select name
      from ${sql.raw(JOB_SCHEMA)}.job
      where state < 'active' and start_after <= now()
      group by name
      order by min(created_on), name
    `);
    return rows.map(({ name }) => name);
  }

  private consume(): void {
    this.subscription = this.subscribe().catch((error: unknown) => {
      if (!this.stopped) {
        this.log.warn({ err: error }, 'Jobs wait until the queue can be reached.');
        this.later(RECONNECT_AFTER_MS, () => this.consume());
      }
    });
  }

  private async subscribe(): Promise<void> {
    const boss = await this.queue.connected();
    for (const consumer of this.handlers.queues) {
      if (this.stopped) {
        return;
      }
      const { queue, cron } = consumer;
      const worker = await boss.work<JobData>(
        queue.name,
        {
          batchSize: queue.concurrency ?? CONCURRENCY,
          perJobResults: true,
          pollingIntervalSeconds: this.mode.pollSeconds,
        },
        async (jobs) => {
          const results = await Promise.all(jobs.map((job) => this.perform(consumer, job)));
          // There may be more: the next ones are fetched at once. The library's own bursts leave out queues that take
          // one job at a time.
          boss.notifyWorker(worker);
          return results;
        },
      );
      this.subscribed.set(queue.name, {
        look: () => boss.notifyWorker(worker),
        end: () => boss.offWork(queue.name, { wait: true }),
      });
      if (cron !== undefined) {
        await boss.schedule(queue.name, cron);
      }
    }
  }

  private async perform({ queue, run }: QueueConsumer, job: Job<JobData>): Promise<JobResult> {
    try {
      await tracer().job(queue.name, job.data, () => this.work.apart(() => run(job.data)));
      return { id: job.id, status: 'completed' };
    } catch (error) {
      this.log.error({ err: error, queue: queue.name, jobId: job.id }, 'A job failed.');
      const reason = error instanceof Error ? error.message : String(error);
      return { id: job.id, status: 'failed', output: { reason } };
    }
  }

  /** One run of a loop; a failing one is told once, and tried less often until it works. */
  private turn(loop: LoopConsumer, failedBefore = false): void {
    const run = this.work
      .apart(() => loop.run())
      .then(() => false)
      .catch((error: unknown) => {
        if (!failedBefore) {
          this.log.warn({ err: error, loop: loop.name }, 'A loop failed; it goes on trying.');
        }
        return true;
      })
      .then((failed) => {
        this.running.delete(run);
        const pause = failed ? Math.max(loop.everyMs, RECONNECT_AFTER_MS) : loop.everyMs;
        this.later(pause, () => this.turn(loop, failed));
      });
    this.running.add(run);
  }

  private later(ms: number, act: () => void): void {
    if (this.stopped) {
      return;
    }
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      act();
    }, ms);
    this.timers.add(timer);
  }
}
