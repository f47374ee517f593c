import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { type Db, PgBoss } from 'pg-boss';
import { DatabaseAddress } from '#libs/database';
import { tracer } from '#libs/tracing';
import { HandlerRegistry } from './handler.registry.js';
import type { QueueOptions } from './job-handlers.js';

/** Where jobs go that failed for the last time. */
export const DEAD_LETTERS = 'dead-letter';

/** Schema of the queue's own tables. */
export const JOB_SCHEMA = 'pgboss';

const RETRY_LIMIT = 8;
const RETRY_DELAY_MAX = 600;
const EXPIRE_IN = 300;
const KEEP_COMPLETED = 3_600;
const KEEP_DEAD = 30 * 24 * 3_600;
const RECONNECT_AFTER_MS = 2_000;

/** Whether this process runs jobs, or only leaves them. */
export class JobsMode {
  /** @param pollSeconds how often queues are looked at when nothing tells that there is more */
  constructor(
    readonly consume: boolean,
    readonly pollSeconds = 2,
  ) {}
}

/** The job queue in the database, connected when the database is there. */
@Injectable()
export class JobQueue implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(JobQueue.name);
  private readonly boss: PgBoss;
  private connecting: Promise<PgBoss> | undefined;
  private retry: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    address: DatabaseAddress,
    private readonly mode: JobsMode,
    private readonly handlers: HandlerRegistry,
  ) {
    this.boss = new PgBoss({
      connectionString: address.url,
      application_name: 'maru-jobs',
      schema: JOB_SCHEMA,
      max: mode.consume ? 4 : 1,
      migrate: false,
      createSchema: false,
      supervise: mode.consume,
      schedule: mode.consume,
    });
    this.boss.on('error', (error) => this.log.warn({ err: error }, 'The job queue met a failure.'));
    this.boss.on('warning', (warning) => this.log.warn(warning.message));
  }

  onApplicationBootstrap(): void {
    this.connectInBackground();
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    if (this.connecting !== undefined) {
      await this.boss.stop({ graceful: true, timeout: 15_000 });
    }
  }

  /** Connects if need be. @throws when the database is away */
  connected(): Promise<PgBoss> {
    this.connecting ??= this.connect().catch((error: unknown) => {
      this.connecting = undefined;
      throw error;
    });
    return this.connecting;
  }

  /** Leaves a job through a given connection: inside its transaction, if it is in one. */
  async insert(
    name: string,
    data: object,
    db: Db,
    options: { startAfter?: Date | number; key?: string } = {},
  ): Promise<void> {
    const boss = await this.connected();
    await boss.send(
      name,
      { ...data, ...tracer().origin() },
      {
        db,
        ...(options.startAfter === undefined ? {} : { startAfter: options.startAfter }),
        ...(options.key === undefined ? {} : { singletonKey: options.key }),
      },
    );
  }

  /** Leaves several jobs of one queue, by one statement. */
  async insertAll(name: string, jobs: readonly object[], db: Db): Promise<void> {
    const boss = await this.connected();
    const origin = tracer().origin();
    await boss.insert(
      name,
      jobs.map((data) => ({ data: { ...data, ...origin } })),
      { db },
    );
  }

  private async connect(): Promise<PgBoss> {
    await this.boss.start();
    const queues = await this.boss.getQueues();
    const present = new Set(queues.map(({ name }) => name));
    for (const { name } of queues.filter(({ notify }) => notify === true)) {
      // Versions before this one had the library notify inside the transactions, which then wait for each other.
      await this.boss.updateQueue(name, { notify: false });
    }
    if (!present.has(DEAD_LETTERS)) {
      await this.boss.createQueue(DEAD_LETTERS, { deleteAfterSeconds: KEEP_DEAD, retryLimit: 0 });
    }
    for (const { queue, cron } of this.handlers.queues) {
      if (!present.has(queue.name)) {
        await this.boss.createQueue(queue.name, queueShape(queue, cron));
      }
    }
    return this.boss;
  }

  private connectInBackground(): void {
    this.connected().catch((error: unknown) => {
      if (!this.closed) {
        this.log.warn({ err: error }, "The job queue can't be reached.");
        this.retry = setTimeout(() => this.connectInBackground(), RECONNECT_AFTER_MS);
      }
    });
  }
}

function queueShape(queue: QueueOptions, cron: string | undefined) {
  return {
    // One waiting run of a schedule is enough, however long the last one takes.
    policy: cron === undefined ? ('standard' as const) : ('short' as const),
    retryLimit: queue.retryLimit ?? RETRY_LIMIT,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: RETRY_DELAY_MAX,
    expireInSeconds: queue.expireInSeconds ?? EXPIRE_IN,
    deleteAfterSeconds: KEEP_COMPLETED,
    deadLetter: DEAD_LETTERS,
  };
}
