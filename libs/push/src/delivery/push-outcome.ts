import type { PushAnswer, PushResult } from './push-message.js';

/** How a try ended. */
export type Outcome = {
  /** What the push service answered, if it did. */
  readonly status?: number;
} & (
  | { readonly result: Exclude<PushResult, 'failed'> }
  | {
      readonly result: 'failed';
      /** Seconds until it is tried again. */
      readonly retryAfter: number;
    }
);

/** Of a delivery, what decides about another try. */
interface Tried {
  /** Tries that failed before this one. */
  readonly attempts: number;
  /** Seconds since it was first due. */
  readonly age: number;
}

/** Seconds after which a delivery is given up. */
export const GIVE_UP_AFTER = 24 * 3_600;
/** Seconds from a failure to the next try, doubled with each, and at most. */
const FIRST_PAUSE = 10;
const LONGEST_PAUSE = 3_600;
/** The push service doesn't know the subscription (RFC 8030, 7.3). */
const GONE = [404, 410];

/** What an answer of a push service means. */
export function afterAnswer(tried: Tried, { status, retryAfter }: PushAnswer): Outcome {
  if (status === null) {
    return { result: 'refused' };
  }
  if (status >= 200 && status < 300) {
    return { result: 'sent', status };
  }
  if (GONE.includes(status)) {
    return { result: 'gone', status };
  }
  return status === 429 || status >= 500
    ? { ...afterFailure(tried, retryAfter), status }
    : { result: 'refused', status };
}

/** What a failure means: another try later, or the end. */
export function afterFailure({ attempts, age }: Tried, retryAfter = 0): Outcome {
  const pause = Math.min(FIRST_PAUSE * 2 ** Math.min(attempts, 10), LONGEST_PAUSE);
  const wait = Math.max(pause, retryAfter);
  return age + wait > GIVE_UP_AFTER
    ? { result: 'given-up' }
    : { result: 'failed', retryAfter: wait };
}
