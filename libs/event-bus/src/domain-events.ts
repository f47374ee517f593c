import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { type JobData, Jobs } from '#libs/jobs';
import type { AnyDomainEvent } from '#libs/kernel';
import { EventRegistry } from './event.registry.js';
import { EventMetrics } from './event-metrics.js';

/** Tells other domains what happened. */
@Injectable()
export class DomainEvents {
  constructor(
    private readonly work: UnitOfWork,
    private readonly handlers: EventRegistry,
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
