import { DomainError } from '#libs/kernel';
import { NotFound, PreconditionFailed } from '../problems/http.errors.js';
import { entityTags } from './entity-tag.js';

/** A version that no resource has. */
const NEVER = -1;
const MAX_VERSION = 2_147_483_647;

/**
 * The version that an `If-Match` header asks for; `undefined` when there is none, or any version will do.
 *
 * Of several tags the one with the highest version counts: versions only grow, so the others are older than
 * one that this client has already seen. A tag that no answer ever carried asks for a version that never is.
 */
export function expectedVersion(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') {
    return undefined;
  }
  const versions = entityTags(header).map((tag) => {
    const version = Number(/^"(\d{1,10})-[\w-]+"$/.exec(tag)?.[1] ?? NEVER);
    return version > MAX_VERSION ? NEVER : version;
  });
  return Math.max(NEVER, ...versions);
}

/** @throws DomainError `precondition-failed` unless the version is the expected one, or any will do */
export function assertVersion(expected: number | undefined, version: number): void {
  if (expected !== undefined && expected !== version) {
    throw new DomainError(PreconditionFailed);
  }
}

/** Why there was nothing to change: no such thing, or none of the version that was expected. */
export function notThere(expected: number | undefined): DomainError {
  return new DomainError(expected === undefined ? NotFound : PreconditionFailed);
}
