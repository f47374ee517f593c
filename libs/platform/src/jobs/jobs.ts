import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work.js';
import type { JobData } from './job-handlers.js';
import { JobQueue } from './job-queue.js';

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
  ) {}

  /** @throws Error outside a transaction */
  async send(name: string, data: JobData, options: SendOptions = {}): Promise<void> {
    if (!this.work.active) {
      throw new Error('A job is left in the transaction of its fact.');
    }
    const db = { executeSql: (sql: string, params?: unknown[]) => this.work.execute(sql, params) };
    await this.queue.insert(name, data, db, options);
  }
}
