import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { Settings } from '#libs/config';
import { DomainError } from '#libs/kernel';
import { malformedRequest } from '../answers/problem-of.js';
import { ExpectationFailed, PayloadTooLarge, RequestTimeout } from '../problems/http.errors.js';
import { PROBLEM_TYPE, problemBody } from '../problems/problem-body.js';
import { PROBLEM_STATUS } from '../problems/problem-status.js';
import { hasBrokenTarget } from '../request/request-target.js';
import { EXPOSED_HEADERS } from './cross-origin.js';
import type { SenderBounds } from './sender-bounds.js';

/** What is wrong with a request as HTTP, whatever it asks for. */
export function brokenRequest(request: FastifyRequest): DomainError | undefined {
  const { headers, raw } = request;
  if (hasBrokenTarget(request)) {
    return malformedRequest(undefined, 'The address is not percent-encoded UTF-8.');
  }
  if (headers.host === undefined && raw.httpVersionMinor >= 1) {
    return malformedRequest(undefined, 'The header `Host` is missing.');
  }
  const expectation = headers.expect?.trim().toLowerCase() ?? '100-continue';
  return expectation === '100-continue' ? undefined : new DomainError(ExpectationFailed);
}

/** Why Node gave up on a connection. */
interface Unreadable extends Error {
  readonly code: string;
  /** The bytes that came last. */
  readonly rawPacket: unknown;
}

/** Answers bytes that Node could not read as a request, or that came too slowly; there is no request object yet. */
export function answerUnreadable(
  { corsOrigins }: Pick<Settings, 'corsOrigins'>,
  { graceMs }: Pick<SenderBounds, 'graceMs'>,
): (error: Unreadable, socket: Socket) => void {
  const answered = new WeakSet<Socket>();
  return (error, socket) => {
    if (answered.has(socket)) {
      return;
    }
    answered.add(socket);
    if (error.code === 'ECONNRESET' || !socket.writable || isAnswering(socket)) {
      socket.destroy();
      return;
    }
    const origin = allowedOrigin(corsOrigins, error.rawPacket);
    socket.end(plainAnswer(refusalOf(error), origin));
    // Closed at once, the answer would be lost with what the client has still sent; never closed, it would be held.
    const grace = setTimeout(() => socket.destroy(), graceMs).unref();
    socket.once('close', () => {
      clearTimeout(grace);
    });
  };
}

function refusalOf(error: Unreadable): DomainError {
  switch (error.code) {
    case 'HPE_HEADER_OVERFLOW':
      return new DomainError(PayloadTooLarge, { cause: error });
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new DomainError(RequestTimeout, { cause: error });
    default:
      return malformedRequest(error);
  }
}

function plainAnswer(refusal: DomainError, origin: string | undefined): string {
  const id = randomUUID();
  const body = JSON.stringify(problemBody(refusal, id));
  const status = PROBLEM_STATUS[refusal.problem.kind];
  const cors =
    origin === undefined
      ? []
      : [
          `Access-Control-Allow-Origin: ${origin}`,
          `Access-Control-Expose-Headers: ${EXPOSED_HEADERS.join(', ')}`,
        ];
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: private, no-cache',
    'X-Content-Type-Options: nosniff',
    `X-Request-Id: ${id}`,
    ...cors,
    '',
    body,
  ].join('\r\n');
}

/** The origin that may read the answer, as far as the bytes that were refused tell it. */
function allowedOrigin(origins: Settings['corsOrigins'], packet: unknown): string | undefined {
  if (origins === '*') {
    return '*';
  }
  const sent = /^origin:[ \t]*(\S+)/im.exec(
    Buffer.isBuffer(packet) ? packet.toString('latin1') : '',
  )?.[1];
  return origins.find((origin) => origin === sent);
}

/** Whether the answer to a request of this connection has begun: another one can't be put in its middle. */
function isAnswering(socket: Socket): boolean {
  const answer: unknown = Reflect.get(socket, '_httpMessage');
  return (
    typeof answer === 'object' && answer !== null && Reflect.get(answer, 'headersSent') === true
  );
}
