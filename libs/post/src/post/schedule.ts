import { DomainError } from '#libs/kernel';
import { PublishTimePassed, PublishTimeTooFar } from './post.errors.js';

/** Drafts of a person that wait for their time. */
export const SCHEDULED_DRAFTS = 100;
/** Milliseconds between now and the earliest time for which a draft can be scheduled. */
const SOONEST_MS = 60_000;
/** Milliseconds between now and the latest one: a year. */
const LATEST_MS = 366 * 24 * 3_600_000;

/** What is wrong with a time to publish a draft; `undefined` when nothing is. @param publishAt ISO 8601 */
export function wrongTime(
  publishAt: string | null | undefined,
  now: Date,
): typeof PublishTimePassed | undefined {
  if (publishAt === null || publishAt === undefined) {
    return undefined;
  }
  const ahead = Date.parse(publishAt) - now.getTime();
  if (ahead < SOONEST_MS) {
    return PublishTimePassed;
  }
  return ahead > LATEST_MS ? PublishTimeTooFar : undefined;
}

/** @throws DomainError `publish-time-passed`, `publish-time-too-far` */
export function assertTime(publishAt: string | null, now: Date): void {
  const problem = wrongTime(publishAt, now);
  if (problem !== undefined) {
    throw new DomainError(problem);
  }
}
