import { DomainError, type FieldError, type Problem } from '#libs/kernel';
import { invalid } from './read-dto.js';

/**
 * What is refused of a form, gathered so that one answer tells all of it: as `validation-failed` when a field is not
 * as it should be, else as the problem that was found first.
 */
export class Refusals {
  private readonly malformed: FieldError[];
  private readonly refused: { readonly problem: Problem; readonly error: FieldError }[] = [];

  /** @param malformed fields that are refused already */
  constructor(malformed: readonly FieldError[] = []) {
    this.malformed = [...malformed];
  }

  /** A field is missing that was not refused for another reason. */
  missing(pointer: string, detail: string): void {
    if (!this.malformed.some((error) => error.pointer === pointer)) {
      this.malformed.push({ pointer, code: 'required', detail });
    }
  }

  /** A rule refuses a field that is as it should be. */
  refuse(pointer: string, problem: Problem, detail = problem.title): void {
    this.refused.push({ problem, error: { pointer, code: problem.code, detail } });
  }

  /** @throws DomainError when anything was refused */
  throwIfAny(): void {
    const errors = [...this.malformed, ...this.refused.map(({ error }) => error)];
    const [first] = this.refused;
    if (this.malformed.length > 0) {
      throw invalid(errors);
    }
    if (first) {
      throw new DomainError(first.problem, { detail: first.error.detail, errors });
    }
  }
}

/** A field of a form without errors, which must have it. @throws Error when it lacks the field all the same */
export function complete<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new Error('A form without errors lacks a field.');
  }
  return value;
}
