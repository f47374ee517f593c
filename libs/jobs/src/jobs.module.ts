import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DeadLetters } from './dead-letters.js';
import { DeclaredMethods } from './declared-methods.js';
import { HandlerRegistry } from './handler.registry.js';
import { JobPatience } from './job-patience.js';
import { JobQueue, JobsMode } from './job-queue.js';
import { JobRunner } from './job-runner.js';
import { JobSignals } from './job-signals.js';
import { Jobs } from './jobs.js';

/** Jobs for every lib. */
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
        DeclaredMethods,
        HandlerRegistry,
        JobPatience,
        JobQueue,
        JobSignals,
        DeadLetters,
        Jobs,
        JobRunner,
      ],
      exports: [
        DeadLetters,
        DeclaredMethods,
        HandlerRegistry,
        JobPatience,
        JobQueue,
        Jobs,
        JobRunner,
      ],
    };
  }
}
