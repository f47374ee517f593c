import type { DomainError, FieldError } from '#libs/kernel';
import { PROBLEM_STATUS } from './problem-status.js';

/** The body of every error: RFC 9457. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly requestId: string;
  readonly errors?: readonly FieldError[];
}

/** The media type of every error. */
export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** The body that tells an error to its caller; nothing of its cause. */
export function problemBody(error: DomainError, requestId: string): ProblemBody {
  const { problem, detail, errors } = error;
  return {
    type: `/problems/${problem.code}`,
    title: problem.title,
    status: PROBLEM_STATUS[problem.kind],
    detail,
    code: problem.code,
    requestId,
    ...(errors && { errors }),
  };
}

/** The headers that belong to an error. */
export function problemHeaders(error: DomainError, sentToken: boolean): Record<string, string> {
  const { problem, retryAfter } = error;
  const headers: Record<string, string> = { 'content-type': PROBLEM_TYPE };
  if (retryAfter !== undefined) {
    headers['retry-after'] = String(Math.max(1, Math.ceil(retryAfter)));
  }
  if (problem.kind === 'unauthenticated') {
    headers['www-authenticate'] = sentToken
      ? `Bearer realm="maru", error="invalid_token", error_description="${problem.title}"`
      : 'Bearer realm="maru"';
  }
  return headers;
}
