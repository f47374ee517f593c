import { Injectable } from '@nestjs/common';
import type { Db } from 'pg-boss';
import { UnitOfWork } from '#libs/database';
import type { JobData } from './job-handlers.js';
import { JobQueue } from './job-queue.js';
import { JobSignals } from './job-signals.js';

/** When a job may run, and which jobs are the same. */
export interface SendOptions {
  /** A time, or seconds from now. */
  readonly startAfter?: Date | number;
  /** Of several waiting jobs with one key only one is kept. */
  readonly key?: string;
}

/** Leaves work for the worker, in the transaction of the fact that makes it necessary. */
@Injectable()
export class Jobs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly queue: JobQueue,
    private readonly signals: JobSignals,
  ) {}

  /** @throws Error outside a transaction */
  async send(name: string, data: JobData, options: SendOptions = {}): Promise<void> {
    await this.queue.insert(name, data, this.transaction(), options);
    if (options.startAfter === undefined) {
      this.signals.left(name);
    }
  }

  /** The same for several jobs of one queue, by one statement. */
  async sendAll(name: string, data: readonly JobData[]): Promise<void> {
    await this.queue.insertAll(name, data, this.transaction());
    this.signals.left(name);
  }

  private transaction(): Db {
    if (!this.work.active) {
      throw new Error('A job is left in the transaction of its fact.');
    }
    return { executeSql: (text, values = []) => this.work.execute({ text, values }) };
  }
}
