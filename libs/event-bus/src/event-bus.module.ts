import { Global, Module } from '@nestjs/common';
import { DomainEvents } from './domain-events.js';
import { EventRegistry } from './event.registry.js';
import { EventMetrics } from './event-metrics.js';

/** Domain events for every lib. */
@Global()
@Module({
  providers: [EventRegistry, EventMetrics, DomainEvents],
  exports: [DomainEvents],
})
export class EventBusModule {}
