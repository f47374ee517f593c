import { DomainError } from '#libs/kernel';
import { NotFound } from './http.errors.js';

/** What was found. @throws DomainError `not-found` when it was nothing */
export function orNotFound<Found>(found: Found | undefined): Found {
  if (found === undefined) {
    throw new DomainError(NotFound);
  }
  return found;
}
