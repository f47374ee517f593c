/** What went wrong, in terms of the caller's request; the HTTP edge maps each kind to an HTTP status. */
export type ProblemKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'method-not-allowed'
  | 'conflict'
  | 'stale'
  | 'too-large'
  | 'too-slow'
  | 'unmet'
  | 'unsatisfiable'
  | 'unsupported-type'
  | 'refused'
  | 'limited'
  | 'failed'
  | 'unavailable';

/** One documented way in which a request can be answered with an error. */
export interface Problem {
  /** Stable, kebab-case: clients switch on it. */
  readonly code: string;
  readonly kind: ProblemKind;
  /** Short, the same for every occurrence. */
  readonly title: string;
  /** For the reader of `/problems/{code}`: when it happens and what to do. */
  readonly help: string;
}

const catalogue = new Map<string, Problem>();

/**
 * Declares a problem. Each lib declares its own in `*.errors.ts`.
 *
 * @throws Error when two libs declare the same code.
 */
export function defineProblem(problem: Problem): Problem {
  if (catalogue.has(problem.code)) {
    throw new Error(`The problem "${problem.code}" is declared twice.`);
  }
  catalogue.set(problem.code, Object.freeze(problem));
  return problem;
}

/** Every declared problem, by code. */
export function allProblems(): Problem[] {
  return [...catalogue.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** The problem with this code, or `undefined`. */
export function findProblem(code: string): Problem | undefined {
  return catalogue.get(code);
}
