import { invalid } from '#libs/http';
import type { DomainError } from '#libs/kernel';

/** The error of one field whose value can't be what it should be. */
export function invalidField(pointer: string, code: string, detail: string): DomainError {
  return invalid([{ pointer, code, detail }]);
}

/** The value, when it could be read. @throws DomainError `validation-failed` when it is `undefined` */
export function readable<T>(value: T | undefined, pointer: string, detail: string): T {
  if (value === undefined) {
    throw invalidField(pointer, 'invalid-format', detail);
  }
  return value;
}
