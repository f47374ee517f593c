import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import type { AnyDomainEvent } from '#libs/kernel';
import { EVENT_SUBSCRIPTION, type EventSubscription } from '../events/event-handlers.js';
import {
  JOB_SUBSCRIPTION,
  type JobData,
  type JobSubscription,
  type QueueOptions,
} from './job-handlers.js';

type EventMethod = (event: AnyDomainEvent) => Promise<void>;

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

/** Every handler of events and jobs that the loaded modules declare. */
@Injectable()
export class HandlerRegistry implements OnModuleInit {
  private readonly byEvent = new Map<string, EventMethod[]>();
  private readonly queuesByEvent = new Map<string, string[]>();
  private readonly consumers = new Map<string, QueueConsumer>();
  private readonly loopConsumers: LoopConsumer[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    for (const { instance } of this.discovery.getProviders()) {
      if (isObject(instance)) {
        for (const name of this.scanner.getAllMethodNames(prototypeOf(instance))) {
          this.register(instance, name);
        }
      }
    }
  }

  /** Handlers that run in the transaction of an event of this type. */
  inTransaction(type: string): readonly EventMethod[] {
    return this.byEvent.get(type) ?? [];
  }

  /** Queues that get a job for an event of this type. */
  afterCommit(type: string): readonly string[] {
    return this.queuesByEvent.get(type) ?? [];
  }

  get queues(): readonly QueueConsumer[] {
    return [...this.consumers.values()];
  }

  get loops(): readonly LoopConsumer[] {
    return this.loopConsumers;
  }

  private register(instance: object, name: string): void {
    const method: unknown = Reflect.get(instance, name);
    if (typeof method !== 'function') {
      return;
    }
    const call = async (...args: unknown[]): Promise<void> => {
      await Reflect.apply(method, instance, args);
    };
    const event = this.reflector.get<EventSubscription | undefined>(EVENT_SUBSCRIPTION, method);
    if (event !== undefined) {
      this.registerEvent(event, call);
    }
    const job = this.reflector.get<JobSubscription | undefined>(JOB_SUBSCRIPTION, method);
    if (job !== undefined) {
      this.registerJob(job, call);
    }
  }

  private registerEvent({ event, queue }: EventSubscription, handle: EventMethod): void {
    if (queue === undefined) {
      append(this.byEvent, event.type, handle);
      return;
    }
    append(this.queuesByEvent, event.type, queue.name);
    this.addConsumer({ queue, cron: undefined, run: (data) => handle(new event(data)) });
  }

  private registerJob(job: JobSubscription, run: (...args: unknown[]) => Promise<void>): void {
    if (job.kind === 'loop') {
      this.loopConsumers.push({ name: job.name, everyMs: job.everyMs, run: () => run() });
      return;
    }
    const cron = job.kind === 'cron' ? job.cron : undefined;
    this.addConsumer({ queue: job.queue, cron, run });
  }

  private addConsumer(consumer: QueueConsumer): void {
    if (this.consumers.has(consumer.queue.name)) {
      throw new Error(`The queue "${consumer.queue.name}" has two handlers.`);
    }
    this.consumers.set(consumer.queue.name, consumer);
  }
}

function append<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  lists.set(key, [...(lists.get(key) ?? []), item]);
}

function prototypeOf(instance: object): object | null {
  const prototype: unknown = Object.getPrototypeOf(instance);
  return isObject(prototype) ? prototype : null;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
