import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { metric } from '#libs/instrumentation';
import { type AnyDomainEvent, declaredEvents } from '#libs/kernel';

/** What people do, for the operator: sign-ups, posts, likes and whatever else domains tell each other. */
@Injectable()
export class EventMetrics {
  private readonly events = metric(Counter<'event'>, {
    name: 'domain_events_total',
    help: 'Domain events of committed transactions, by name.',
    labelNames: ['event'],
  });

  constructor() {
    // A series that begins with its first event would hide that event from `increase()`.
    for (const type of declaredEvents()) {
      this.events.inc({ event: type }, 0);
    }
  }

  /** Counts events whose transaction is committed. */
  happened(events: readonly AnyDomainEvent[]): void {
    for (const { type } of events) {
      this.events.inc({ event: type });
    }
  }
}
