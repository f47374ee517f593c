import { SetMetadata } from '@nestjs/common';
import type { QueueOptions } from '#libs/jobs';
import type { AnyDomainEvent, DomainEventClass } from '#libs/kernel';

/** How a method wants to hear of an event. */
export interface EventSubscription {
  readonly event: DomainEventClass<AnyDomainEvent>;
  /** Absent: in the transaction of the fact. Present: after it, as a job of this queue. */
  readonly queue?: QueueOptions;
}

export const EVENT_SUBSCRIPTION = Symbol('maru:event-subscription');

type Handles<E extends AnyDomainEvent> = (
  target: object,
  key: string | symbol,
  method: TypedPropertyDescriptor<(event: E) => Promise<void>>,
) => void;

/**
 * The method runs inside the transaction that published the event: what it writes is stored with the fact
 * or not at all, and an error of it refuses the fact. For counters and the like; never for anything slow.
 */
export function InTransaction<E extends AnyDomainEvent>(event: DomainEventClass<E>): Handles<E> {
  return SetMetadata(EVENT_SUBSCRIPTION, { event });
}

/**
 * The method runs after the transaction that published the event, in a worker, at least once: it must be
 * idempotent. Failing, it is tried again with growing delays and ends among the dead letters.
 */
export function AfterCommit<E extends AnyDomainEvent>(
  event: DomainEventClass<E>,
  queue: QueueOptions,
): Handles<E> {
  return SetMetadata(EVENT_SUBSCRIPTION, { event, queue });
}
