import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DeclaredMethods, HandlerRegistry } from '#libs/jobs';
import type { AnyDomainEvent } from '#libs/kernel';
import { EVENT_SUBSCRIPTION, type EventSubscription } from './event-handlers.js';

type EventMethod = (event: AnyDomainEvent) => Promise<void>;

/** Every handler of events that the loaded modules declare. */
@Injectable()
export class EventRegistry implements OnModuleInit {
  private readonly methodsByEvent = new Map<string, EventMethod[]>();
  private readonly queuesByEvent = new Map<string, string[]>();

  constructor(
    private readonly methods: DeclaredMethods,
    private readonly jobs: HandlerRegistry,
  ) {}

  onModuleInit(): void {
    const declared = this.methods.carrying<EventSubscription>(EVENT_SUBSCRIPTION);
    for (const { declaration, call } of declared) {
      this.register(declaration, call);
    }
  }

  /** Handlers that run in the transaction of an event of this type. */
  inTransaction(type: string): readonly EventMethod[] {
    return this.methodsByEvent.get(type) ?? [];
  }

  /** Queues that get a job for an event of this type. */
  afterCommit(type: string): readonly string[] {
    return this.queuesByEvent.get(type) ?? [];
  }

  private register({ event, queue }: EventSubscription, handle: EventMethod): void {
    if (queue === undefined) {
      append(this.methodsByEvent, event.type, handle);
      return;
    }
    append(this.queuesByEvent, event.type, queue.name);
    this.jobs.consume({ queue, cron: undefined, run: (data) => handle(new event(data)) });
  }
}

function append<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  lists.set(key, [...(lists.get(key) ?? []), item]);
}
