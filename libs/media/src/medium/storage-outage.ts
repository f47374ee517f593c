import { Unavailable } from '#libs/http';
import { DomainError } from '#libs/kernel';
import { StorageFailure } from '#libs/storage';

const RETRY_AFTER_SECONDS = 30;

/**
 * Tells a caller that the object storage is away.
 *
 * @throws DomainError `unavailable` instead of a `StorageFailure`; other errors as they are
 */
export async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof StorageFailure
      ? new DomainError(Unavailable, { retryAfter: RETRY_AFTER_SECONDS, cause: error })
      : error;
  }
}
