import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DeclaredMethods } from './declared-methods.js';
import {
  JOB_SUBSCRIPTION,
  type JobData,
  type JobSubscription,
  type QueueOptions,
} from './job-handlers.js';

/** A queue with the method that runs its jobs. */
export interface QueueConsumer {
  readonly queue: QueueOptions;
  /** Set for queues that are filled by the clock. */
  readonly cron: string | undefined;
  readonly run: (data: JobData) => Promise<void>;
}

/** A method that runs in every worker at a steady pace. */
export interface LoopConsumer {
  readonly name: string;
  readonly everyMs: number;
  readonly run: () => Promise<void>;
}

/** Every handler of jobs that the loaded modules declare. */
@Injectable()
export class HandlerRegistry implements OnModuleInit {
  private readonly consumers = new Map<string, QueueConsumer>();
  private readonly loopConsumers: LoopConsumer[] = [];

  constructor(private readonly methods: DeclaredMethods) {}

  onModuleInit(): void {
    for (const { declaration, call } of this.methods.carrying<JobSubscription>(JOB_SUBSCRIPTION)) {
      this.register(declaration, call);
    }
  }

  get queues(): readonly QueueConsumer[] {
    return [...this.consumers.values()];
  }

  get loops(): readonly LoopConsumer[] {
    return this.loopConsumers;
  }

  /** Has the jobs of a queue run by this. @throws Error when the queue has a handler already */
  consume(consumer: QueueConsumer): void {
    if (this.consumers.has(consumer.queue.name)) {
      throw new Error(`The queue "${consumer.queue.name}" has two handlers.`);
    }
    this.consumers.set(consumer.queue.name, consumer);
  }

  private register(job: JobSubscription, run: (...args: unknown[]) => Promise<void>): void {
    if (job.kind === 'loop') {
      this.loopConsumers.push({ name: job.name, everyMs: job.everyMs, run: () => run() });
      return;
    }
    this.consume({ queue: job.queue, cron: job.kind === 'cron' ? job.cron : undefined, run });
  }
}
