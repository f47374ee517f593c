import { SetMetadata } from '@nestjs/common';
import type { JsonObject } from '#libs/kernel';

/** A queue and how its jobs are tried again. */
export interface QueueOptions {
  /** Unique, `context.verb-object`. */
  readonly name: string;
  /** Tries after the first one. Default 8: about 20 minutes with the growing delays. */
  readonly retryLimit?: number;
  /** Jobs of this queue that one worker runs at once. Default 2. */
  readonly concurrency?: number;
  /** Seconds after which a running job counts as lost with its worker. Default 300. */
  readonly expireInSeconds?: number;
}

/** What a job carries: plain JSON. */
export type JobData = JsonObject;

/** How a method is run by the worker. */
export type JobSubscription =
  | { readonly kind: 'queue'; readonly queue: QueueOptions }
  | { readonly kind: 'cron'; readonly queue: QueueOptions; readonly cron: string }
  | { readonly kind: 'loop'; readonly name: string; readonly everyMs: number };

export const JOB_SUBSCRIPTION = Symbol('maru:job-subscription');

type Runs<Args extends unknown[]> = (
  target: object,
  key: string | symbol,
  method: TypedPropertyDescriptor<(...args: Args) => Promise<void>>,
) => void;

/** The method runs the jobs of a queue, at least once each. */
export function JobHandler<Data extends JobData>(queue: QueueOptions): Runs<[data: Data]> {
  return SetMetadata(JOB_SUBSCRIPTION, { kind: 'queue', queue });
}

/** The method runs at the times of a cron expression (UTC, minutes), once across all workers. */
export function Scheduled(schedule: QueueOptions & { readonly cron: string }): Runs<[]> {
  const { cron, ...queue } = schedule;
  return SetMetadata(JOB_SUBSCRIPTION, { kind: 'cron', queue, cron });
}

/** The method runs again and again in every worker, with this pause between two runs. */
export function Loop(loop: { readonly name: string; readonly everyMs: number }): Runs<[]> {
  return SetMetadata(JOB_SUBSCRIPTION, { kind: 'loop', ...loop });
}
