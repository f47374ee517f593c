import type { FastifyReply } from 'fastify';
import { DomainError, type FieldError, findProblem } from '#libs/kernel';
import { decideStatus } from '../answers/final-status.js';
import { isPlainObject } from '../fields/object-field.js';
import { PROBLEM_STATUS } from '../problems/problem-status.js';
import type { KeptAnswer } from './idempotency.repository.js';

/** Outcomes of the work that a repetition gets again; every other refusal came before the work, or may pass. */
const KEPT_REFUSALS: ReadonlySet<number> = new Set([404, 409, 412, 422]);

/** The success of a handler, as it is kept. */
export function keptSuccess(reply: FastifyReply, body: unknown): KeptAnswer {
  return {
    status: reply.statusCode,
    body: body === undefined || typeof body === 'string' ? (body ?? null) : JSON.stringify(body),
    location: textHeader(reply, 'location'),
    etag: textHeader(reply, 'etag'),
  };
}

/** The refusal of a handler, as it is kept; `undefined` when it isn't. */
export function keptRefusal(error: DomainError): KeptAnswer | undefined {
  const status = PROBLEM_STATUS[error.problem.kind];
  if (!KEPT_REFUSALS.has(status)) {
    return undefined;
  }
  const { problem, detail, errors } = error;
  const body = JSON.stringify({ code: problem.code, detail, ...(errors && { errors }) });
  return { status, body, location: null, etag: null };
}

/**
 * Sends a kept answer again.
 *
 * @throws DomainError the refusal that was kept
 */
export function replay(answer: KeptAnswer, reply: FastifyReply): string | undefined {
  void reply.header('idempotent-replayed', 'true');
  if (answer.status >= 400) {
    throw refusalIn(answer.body ?? '');
  }
  decideStatus(reply, answer.status);
  if (answer.location !== null) {
    void reply.header('location', answer.location);
  }
  if (answer.etag !== null) {
    void reply.header('etag', answer.etag);
  }
  if (answer.body === null) {
    return undefined;
  }
  void reply.header('content-type', 'application/json; charset=utf-8');
  return answer.body;
}

function refusalIn(body: string): Error {
  const kept: unknown = JSON.parse(body);
  if (isPlainObject(kept) && typeof kept['code'] === 'string') {
    const problem = findProblem(kept['code']);
    const { detail, errors } = kept;
    if (problem) {
      return new DomainError(problem, {
        ...(typeof detail === 'string' && { detail }),
        ...(Array.isArray(errors) && { errors: errors.filter(isFieldError) }),
      });
    }
  }
  return new Error('A kept refusal names no known problem.');
}

function isFieldError(value: unknown): value is FieldError {
  return (
    isPlainObject(value) &&
    ['pointer', 'code', 'detail'].every((name) => typeof value[name] === 'string')
  );
}

function textHeader(reply: FastifyReply, name: string): string | null {
  const value = reply.getHeader(name);
  return typeof value === 'string' ? value : null;
}
