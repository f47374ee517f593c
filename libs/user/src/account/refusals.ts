import { DomainError, type FieldError, type Problem } from '#libs/kernel';
import { invalid } from '#libs/http';

/**
 * What is refused of a form, gathered so that one answer tells all of it: as `validation-failed` when a field is not
 * as it should be, else as the problem that was found first.
 */
export class Refusals {
  private readonly malformed: FieldError[];
  private readonly refused: { readonly problem: Problem; readonly pointer: string }[] = [];

  /** @param malformed fields that are refused already */
  constructor(malformed: readonly FieldError[] = []) {
    this.malformed = [...malformed];
  }

  /** Whether a field is not as it should be. */
  get hasMalformed(): boolean {
    return this.malformed.length > 0;
  }

  /** A field is missing that was not refused for another reason. */
  missing(pointer: string, detail: string): void {
    if (!this.malformed.some((error) => error.pointer === pointer)) {
      this.malformed.push({ pointer, code: 'required', detail });
    }
  }

  /** A rule refuses a field. */
  refuse(pointer: string, problem: Problem): void {
    this.refused.push({ pointer, problem });
  }

  /** @throws DomainError when anything was refused */
  throwIfAny(): void {
    const errors = [
      ...this.malformed,
      ...this.refused.map(({ pointer, problem }) => ({
        pointer,
        code: problem.code,
        detail: problem.title,
      })),
    ];
    const [first] = this.refused;
    if (this.hasMalformed) {
      throw invalid(errors);
    }
    if (first) {
      throw new DomainError(first.problem, { errors });
    }
  }
}
