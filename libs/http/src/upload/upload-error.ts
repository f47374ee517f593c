import { DomainError } from '#libs/kernel';
import { invalid } from '../validation/read-dto.js';

/** What a form that could not be read means for its sender. */
export function uploadError(error: unknown): Error {
  if (error instanceof DomainError) {
    return error;
  }
  return invalid(
    [{ pointer: '', code: 'malformed-form', detail: 'The form is broken or not complete.' }],
    error,
  );
}
