import { HttpException } from '@nestjs/common';
import { DomainError, type Problem } from '#libs/kernel';
import { postgresError, translateConstraint } from '../../database/constraint-translation.js';
import {
  Forbidden,
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
} from '../http.errors.js';
import { invalid } from '../validation/read-dto.js';

/** Seconds after which a request that met a busy or absent part is worth repeating. */
const RETRY_AFTER_SECONDS = 2;

const BY_STATUS: ReadonlyMap<number, Problem> = new Map([
  [400, ValidationFailed],
  [401, Unauthenticated],
  [403, Forbidden],
  [404, NotFound],
  [405, MethodNotAllowed],
  [412, PreconditionFailed],
  [413, PayloadTooLarge],
  // Fastify's answer to a path parameter that no id or name can have.
  [414, NotFound],
  [415, UnsupportedMediaType],
  [429, RateLimited],
  [503, Unavailable],
]);

const BY_FASTIFY_CODE: ReadonlyMap<string, Problem> = new Map([
  ['FST_ERR_CTP_INVALID_JSON_BODY', MalformedJson],
  ['FST_ERR_CTP_EMPTY_JSON_BODY', MalformedJson],
]);

/**
 * PostgreSQL: connection failures, shutdown, out of resources, cancelled by a timeout, a lost race between
 * transactions. Repeating the request may help.
 */
const TRANSIENT_SQL_STATE = /^(08...|53...|57P0.|57014|40001|40P01|55P03|25P0[34])$/;

/** PostgreSQL refuses a text that it can't store. */
const BAD_TEXT_SQL_STATE = /^(22021|22P05)$/;

const LOST_CONNECTION =
  /timeout exceeded when trying to connect|connection terminated|connection ended|not queryable|driver not connected|connection is not established|cannot use a pool after calling end/i;

const NETWORK_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
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
      return malformedRequest(error, code);
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
export function malformedRequest(error: Error, code?: string): DomainError {
  const detail =
    code === 'FST_ERR_BAD_URL'
      ? 'The address is not correctly percent-encoded.'
      : 'The request is not HTTP that this service can read.';
  return invalid([{ pointer: '', code: 'malformed-request', detail }], error);
}

function transientProblem(error: unknown): DomainError | undefined {
  const code = postgresError(error)?.code ?? '';
  if (BAD_TEXT_SQL_STATE.test(code)) {
    const detail = 'A text holds a character that can not be stored.';
    return invalid([{ pointer: '', code: 'unstorable-text', detail }], error);
  }
  const message = error instanceof Error ? error.message : '';
  return TRANSIENT_SQL_STATE.test(code) || NETWORK_CODES.has(code) || LOST_CONNECTION.test(message)
    ? new DomainError(Unavailable, { retryAfter: RETRY_AFTER_SECONDS, cause: error })
    : undefined;
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
