import { Unavailable } from '#libs/http';
import { DomainError } from '#libs/kernel';

const RETRY_AFTER_SECONDS = 30;

/** What to tell a client when the storage is away. */
export function storageAway(cause: unknown): DomainError {
  return new DomainError(Unavailable, { retryAfter: RETRY_AFTER_SECONDS, cause });
}
