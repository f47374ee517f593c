import type { ProblemKind } from '#libs/kernel';

/** The HTTP status of each kind of problem. */
export const PROBLEM_STATUS: Readonly<Record<ProblemKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  conflict: 409,
  stale: 412,
  'too-slow': 408,
  'too-large': 413,
  'unsupported-type': 415,
  unsatisfiable: 416,
  unmet: 417,
  refused: 422,
  limited: 429,
  failed: 500,
  unavailable: 503,
};
