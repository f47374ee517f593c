import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '#libs/kernel';
import type { Settings } from '../../config/index.js';
import { present } from '../answers/present.js';
import { PayloadTooLarge } from '../http.errors.js';
import { problemBody, problemHeaders, PROBLEM_TYPE } from '../problems/problem-body.js';
import { malformedRequest, problemOf } from '../problems/problem-of.js';
import { PROBLEM_STATUS } from '../problems/problem-status.js';

/** Most bytes of a JSON body. */
export const MAX_JSON_BYTES = 256 * 1024;

/** Most characters of one path parameter, percent-encoding included: a slug of any script fits. */
const MAX_PATH_PARAM = 2400;

const SANE_REQUEST_ID = /^[\w.:-]{1,128}$/;

/** Writes answers with the headers that belong to them. Done here, because an interceptor costs more than the answer. */
class PresentingAdapter extends FastifyAdapter {
  override reply(
    response: FastifyReply['raw'] | FastifyReply,
    body: unknown,
    statusCode?: number,
  ): FastifyReply {
    const shown = 'request' in response ? present(body, response.request, response) : body;
    return super.reply(response, shown, statusCode);
  }
}

/** The HTTP server of the program, before Nest knows it. */
export function httpAdapter(settings: Settings): FastifyAdapter {
  return new PresentingAdapter({
    bodyLimit: MAX_JSON_BYTES,
    trustProxy: settings.trustedProxies.length > 0 ? [...settings.trustedProxies] : false,
    genReqId: requestId,
    requestIdHeader: false,
    routerOptions: { maxParamLength: MAX_PATH_PARAM },
    forceCloseConnections: 'idle',
    // Slower senders of headers or bodies than this are cut off.
    requestTimeout: 120_000,
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      const problem = problemOf(error);
      const id = requestId(request.raw);
      void reply
        .status(PROBLEM_STATUS[problem.problem.kind])
        .headers({ ...problemHeaders(problem, false), 'x-request-id': id })
        .send(JSON.stringify(problemBody(problem, id)));
    },
    clientErrorHandler: answerBrokenRequest,
  });
}

/** The caller's `X-Request-Id` when it is a sane one, else a new one. */
export function requestId(request: IncomingMessage): string {
  const sent = request.headers['x-request-id'];
  return typeof sent === 'string' && SANE_REQUEST_ID.test(sent) ? sent : randomUUID();
}

/** Answers bytes that Node could not read as a request; there is no request object yet. */
function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const refusal =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? new DomainError(PayloadTooLarge, { cause: error })
      : malformedRequest(error);
  const id = randomUUID();
  const body = JSON.stringify(problemBody(refusal, id));
  const status = PROBLEM_STATUS[refusal.problem.kind];
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'Connection: close',
      `Content-Type: ${PROBLEM_TYPE}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Request-Id: ${id}`,
      '',
      body,
    ].join('\r\n'),
  );
}
