import { DomainError, type Problem } from '#libs/kernel';

const problems = new Map<string, Problem>();

/**
 * Declares which problem a violated constraint is, so that a race which only the database can decide
 * ends in the same answer as a check made in time.
 */
export function declareConstraints(constraints: Readonly<Record<string, Problem>>): void {
  for (const [name, problem] of Object.entries(constraints)) {
    problems.set(name, problem);
  }
}

/** The domain error that a violated constraint stands for, or `undefined` for any other error. */
export function translateConstraint(error: unknown): DomainError | undefined {
  const name = constraintOf(error);
  const problem = name === undefined ? undefined : problems.get(name);
  return problem === undefined ? undefined : new DomainError(problem, { cause: error });
}

/** The PostgreSQL error behind an error, as far as it looks like one. TypeORM wraps it in `driverError`. */
export function postgresError(
  error: unknown,
): { readonly code: string; readonly constraint: string | undefined } | undefined {
  if (typeof error !== 'object' || error === null) {
    return undefined;
  }
  if ('driverError' in error) {
    return postgresError(error.driverError);
  }
  if ('code' in error && typeof error.code === 'string') {
    const constraint = 'constraint' in error ? error.constraint : undefined;
    return {
      code: error.code,
      constraint: typeof constraint === 'string' ? constraint : undefined,
    };
  }
  return undefined;
}

function constraintOf(error: unknown): string | undefined {
  const found = postgresError(error);
  return found?.code.startsWith('23') ? found.constraint : undefined;
}
