import { Injectable } from '@nestjs/common';
import type { AnyDomainEvent } from '#libs/kernel';
import { UnitOfWork } from '../database/unit-of-work.js';
import { HandlerRegistry } from '../jobs/handler-registry.js';
import type { JobData } from '../jobs/job-handlers.js';
import { Jobs } from '../jobs/jobs.js';
import { EventMetrics } from './event-metrics.js';

/** Tells other domains what happened. */
@Injectable()
export class DomainEvents {
  constructor(
    private readonly work: UnitOfWork,
    private readonly handlers: HandlerRegistry,
    private readonly jobs: Jobs,
    private readonly metrics: EventMetrics,
  ) {}

  /**
   * Runs the handlers in the transaction, one after the other, and leaves a job for each handler after it.
   * A fact and its events are stored together or not at all.
   *
   * @throws Error outside a transaction
   */
  async publish(...events: readonly AnyDomainEvent[]): Promise<void> {
    if (!this.work.active) {
      throw new Error('Events are published in the transaction of their facts.');
    }
    const jobs = new Map<string, JobData[]>();
    for (const event of events) {
      for (const handle of this.handlers.inTransaction(event.type)) {
        await handle(event);
      }
      for (const queue of this.handlers.afterCommit(event.type)) {
        jobs.set(queue, [...(jobs.get(queue) ?? []), event.data]);
      }
    }
    for (const [queue, data] of jobs) {
      await this.jobs.sendAll(queue, data);
    }
    this.work.afterwards(() => this.metrics.happened(events));
  }
}
