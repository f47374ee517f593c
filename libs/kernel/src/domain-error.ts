import type { Problem } from './problem.js';

/** One rejected part of a request. */
export interface FieldError {
  /** JSON pointer into the body, or `?name` for a query parameter. */
  readonly pointer: string;
  /** Stable, kebab-case. */
  readonly code: string;
  /** For a developer who reads the answer. */
  readonly detail: string;
}

/** What an error may carry beyond its problem. */
export interface DomainErrorOptions {
  /** Safe for clients: what happened this time. Defaults to the title of the problem. */
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** Seconds after which the request may succeed. */
  readonly retryAfter?: number;
  /** For the log only. */
  readonly cause?: unknown;
}

/** A request that the rules refuse. Knows nothing of HTTP. */
export class DomainError extends Error {
  readonly detail: string;
  readonly errors: readonly FieldError[] | undefined;
  readonly retryAfter: number | undefined;

  constructor(
    readonly problem: Problem,
    options: DomainErrorOptions = {},
  ) {
    super(`${problem.code}: ${options.detail ?? problem.title}`, { cause: options.cause });
    this.name = 'DomainError';
    this.detail = options.detail ?? problem.title;
    this.errors = options.errors;
    this.retryAfter = options.retryAfter;
  }
}
