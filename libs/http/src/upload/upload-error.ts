import { DomainError } from '#libs/kernel';
import { PayloadTooLarge } from '../http.errors.js';
import { invalid } from '../validation/read-dto.js';

/** What a form that could not be read means for its sender. */
export function uploadError(error: unknown): Error {
  if (error instanceof DomainError) {
    return error;
  }
  if (statusOf(error) === 413) {
    return new DomainError(PayloadTooLarge, { cause: error });
  }
  return invalid(
    [{ pointer: '', code: 'malformed-form', detail: 'The form is broken or not complete.' }],
    error,
  );
}

function statusOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'statusCode' in error
    ? error.statusCode
    : undefined;
}
