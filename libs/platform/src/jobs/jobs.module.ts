import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DomainEvents } from '../events/domain-events.js';
import { EventMetrics } from '../events/event-metrics.js';
import { DeadLetters } from './dead-letters.js';
import { HandlerRegistry } from './handler-registry.js';
import { JobQueue, JobsMode } from './job-queue.js';
import { JobRunner } from './job-runner.js';
import { Jobs } from './jobs.js';

/** Events and jobs for every lib. */
@Global()
@Module({})
export class JobsModule {
  /** @param mode whether this process runs jobs or only leaves them */
  static forRoot(mode: JobsMode): DynamicModule {
    return {
      module: JobsModule,
      imports: [DiscoveryModule],
      providers: [
        { provide: JobsMode, useValue: mode },
        HandlerRegistry,
        JobQueue,
        DeadLetters,
        Jobs,
        JobRunner,
        EventMetrics,
        DomainEvents,
      ],
      exports: [DeadLetters, HandlerRegistry, JobQueue, Jobs, JobRunner, DomainEvents],
    };
  }
}
