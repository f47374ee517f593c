import { findProblem, InvalidCursor, type Problem } from '#libs/kernel';
import type { OperationNotes } from '../endpoint/endpoint.js';
import {
  Forbidden,
  IdempotencyInProgress,
  IdempotencyKeyReused,
  Internal,
  MalformedJson,
  NotFound,
  PayloadTooLarge,
  PreconditionFailed,
  RateLimited,
  TokenExpired,
  TokenRevoked,
  Unauthenticated,
  Unavailable,
  UnsupportedMediaType,
  ValidationFailed,
} from '../problems/http.errors.js';
import { PROBLEM_TYPE } from '../problems/problem-body.js';
import { PROBLEM_STATUS } from '../problems/problem-status.js';
import { type Operation, parametersOf } from './operation.js';
import { type HEADERS, PROBLEM_SCHEMA } from './reusable.js';

type Responses = Operation['responses'];

/** Every way in which an operation can refuse, as far as its shape and its notes tell. */
export function problemsOf(
  operation: Operation,
  notes: OperationNotes,
  versioned: boolean,
): Problem[] {
  const parameters = parametersOf(operation);
  const has = (place: string, name?: string): boolean =>
    parameters.some((p) => p.in === place && (name === undefined || p.name === name));
  const guarded = !notes.always || notes.access !== 'anyone';
  const found = [
    ValidationFailed,
    ...(versioned ? [RateLimited] : []),
    Internal,
    Unavailable,
    ...(operation.requestBody ? [PayloadTooLarge, UnsupportedMediaType] : []),
    ...(readsJson(operation) ? [MalformedJson] : []),
    ...(guarded ? [Unauthenticated, TokenExpired, TokenRevoked] : []),
    ...(notes.access === 'admin' || notes.access === 'superuser' ? [Forbidden] : []),
    ...(has('path') ? [NotFound] : []),
    ...(has('query', 'cursor') ? [InvalidCursor] : []),
    ...(has('header', 'If-Match') ? [PreconditionFailed] : []),
    ...(notes.idempotent ? [IdempotencyKeyReused, IdempotencyInProgress] : []),
    ...notes.problems.map(findProblem).filter((problem) => problem !== undefined),
  ];
  return [...new Set(found)];
}

/** The responses that tell these problems, one for each status. */
export function problemResponses(problems: readonly Problem[], versioned: boolean): Responses {
  const byStatus = new Map<number, Problem[]>();
  for (const problem of problems) {
    const status = PROBLEM_STATUS[problem.kind];
    byStatus.set(status, [...(byStatus.get(status) ?? []), problem]);
  }
  const responses: Responses = {};
  for (const [status, same] of [...byStatus].sort(([a], [b]) => a - b)) {
    responses[String(status)] = {
      description: same.map(({ code, title }) => `- \`${code}\`: ${title}`).join('\n'),
      headers: headersOf(status, versioned),
      content: {
        [PROBLEM_TYPE.split(';')[0] ?? PROBLEM_TYPE]: {
          schema: { $ref: `#/components/schemas/${PROBLEM_SCHEMA}` },
          examples: Object.fromEntries(
            same.map(({ code }) => [code, { $ref: `#/components/examples/${code}` }]),
          ),
        },
      },
    };
  }
  return responses;
}

/** A reference to a header of `HEADERS`. */
export function header(name: keyof typeof HEADERS): { $ref: string } {
  return { $ref: `#/components/headers/${name}` };
}

/** Headers that every answer carries, those of the limits under /v1 only. */
export function commonHeaders(versioned: boolean): Record<string, { $ref: string }> {
  return {
    'X-Request-Id': header('XRequestId'),
    ...(versioned && {
      RateLimit: header('RateLimit'),
      'RateLimit-Policy': header('RateLimitPolicy'),
    }),
  };
}

function headersOf(status: number, versioned: boolean): Record<string, { $ref: string }> {
  return {
    ...commonHeaders(versioned),
    ...(status === 401 && { 'WWW-Authenticate': header('WwwAuthenticate') }),
    ...((status === 429 || status === 503) && { 'Retry-After': header('RetryAfter') }),
  };
}

function readsJson({ requestBody }: Operation): boolean {
  return (
    requestBody !== undefined &&
    'content' in requestBody &&
    'application/json' in requestBody.content
  );
}
