import { HttpException } from '@nestjs/common';
import { postgresError, translateConstraint } from '#libs/database';
import { DomainError, type Problem, tellsLostConnection } from '#libs/kernel';
import {
  Internal,
  MalformedJson,
  MethodNotAllowed,
  NotFound,
  PayloadTooLarge,
  PreconditionFailed,
  RateLimited,
  Unauthenticated,
  Unavailable,
  UnsupportedMediaType,
  ValidationFailed,
} from '../problems/http.errors.js';
import { invalid } from '../validation/read-dto.js';

/** Seconds after which a request that met a busy or absent part is worth repeating. */
const RETRY_AFTER_SECONDS = 2;

/** Causes of causes are followed this far. */
const MOST_CAUSES = 5;

const BY_STATUS: ReadonlyMap<number, Problem> = new Map([
  [400, ValidationFailed],
  [401, Unauthenticated],
  // What is not served is not told apart from what is not there; a person's 403 is a domain error.
  [403, NotFound],
  [404, NotFound],
  [405, MethodNotAllowed],
  [412, PreconditionFailed],
  [413, PayloadTooLarge],
  [415, UnsupportedMediaType],
  [429, RateLimited],
  [503, Unavailable],
]);

const BY_FASTIFY_CODE: ReadonlyMap<string, Problem> = new Map([
  ['FST_ERR_CTP_INVALID_JSON_BODY', MalformedJson],
  ['FST_ERR_CTP_EMPTY_JSON_BODY', MalformedJson],
]);

/**
 * PostgreSQL: connection failures, shutdown, out of resources, trouble of its disk, cancelled by a timeout, a lost race
 * between transactions, and what a failover leaves: a standby that takes no writes, statements that it never prepared,
 * a log-in or database that isn't there yet. Repeating the request may help.
 */
const TRANSIENT_SQL_STATE =
  /^(08...|53...|57P0.|57014|58...|40001|40P01|55P03|25P0[34]|25006|26000|28...|3D000)$/;

/** PostgreSQL refuses a text that it can't store. */
const BAD_TEXT_SQL_STATE = /^(22021|22P05)$/;

const NETWORK_CODES: ReadonlySet<string> = new Set([
  'EADDRNOTAVAIL',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'EMFILE',
  'ENETDOWN',
  'ENETRESET',
  'ENETUNREACH',
  'ENFILE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ERR_SOCKET_CLOSED',
  'ETIMEDOUT',
]);

/** What any error means for the caller. What nobody foresaw is `internal`, with the error as its cause. */
export function problemOf(error: unknown): DomainError {
  if (error instanceof DomainError) {
    return error;
  }
  return (
    translateConstraint(error) ??
    frameworkProblem(error) ??
    transientProblem(error) ??
    unforeseen(error)
  );
}

function frameworkProblem(error: unknown): DomainError | undefined {
  if (!(error instanceof Error)) {
    return undefined;
  }
  const root = error instanceof HttpException ? (error.cause ?? error) : error;
  const code = stringIn(root, 'code');
  const known = code === undefined ? undefined : BY_FASTIFY_CODE.get(code);
  if (known) {
    return new DomainError(known, { cause: error });
  }
  if (error instanceof HttpException || error.name === 'FastifyError') {
    const status =
      error instanceof HttpException ? error.getStatus() : numberIn(error, 'statusCode');
    const problem = status === undefined ? undefined : BY_STATUS.get(status);
    if (problem === ValidationFailed) {
      return malformedRequest(error);
    }
    if (problem) {
      return new DomainError(problem, {
        cause: error,
        ...(problem === Unavailable && { retryAfter: RETRY_AFTER_SECONDS }),
      });
    }
  }
  return undefined;
}

/** The error of a request that the framework could not read. */
export function malformedRequest(
  error?: Error,
  detail = 'The request is not HTTP that this service can read.',
): DomainError {
  return invalid([{ pointer: '', code: 'malformed-request', detail }], error);
}

function transientProblem(error: unknown): DomainError | undefined {
  const code = postgresError(error)?.code ?? '';
  if (BAD_TEXT_SQL_STATE.test(code)) {
    const detail = 'A text holds a character that can not be stored.';
    return invalid([{ pointer: '', code: 'unstorable-text', detail }], error);
  }
  return causesOf(error).some(mayPass)
    ? new DomainError(Unavailable, { retryAfter: RETRY_AFTER_SECONDS, cause: error })
    : undefined;
}

/** An error and what it was made of. */
function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let next = error; next instanceof Error && causes.length < MOST_CAUSES; next = next.cause) {
    causes.push(next);
  }
  return causes.length === 0 ? [error] : causes;
}

function mayPass(error: unknown): boolean {
  const code = postgresError(error)?.code ?? '';
  return (
    TRANSIENT_SQL_STATE.test(code) ||
    NETWORK_CODES.has(code) ||
    (error instanceof Error && tellsLostConnection(error.message))
  );
}

function unforeseen(error: unknown): DomainError {
  return new DomainError(Internal, { cause: error });
}

function stringIn(value: unknown, name: string): string | undefined {
  const found: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof found === 'string' ? found : undefined;
}

function numberIn(value: object, name: string): number | undefined {
  const found: unknown = Reflect.get(value, name);
  return typeof found === 'number' ? found : undefined;
}
