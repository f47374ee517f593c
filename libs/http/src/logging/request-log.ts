import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { inContext } from '#libs/context';
import type { ProgramLog } from '#libs/logging';
import { viewerOf } from '../request/request-viewer.js';
import { staysOpen } from '../request/route.js';
import { loggedAddress } from './logged-address.js';
import { routeOf } from './route-of.js';

/** Asked for so often by machines that only a debugging operator wants to see it. */
const MACHINE_ROUTES = /^\/(?:health|metrics)(?:\/|$)/;

/** One line per request, and the request's id on every line that is logged while it is handled. */
export class RequestLog {
  private readonly log: ProgramLog;

  constructor(log: ProgramLog) {
    // Its lines have these fields only, none of them secret: to look for secrets costs as much as the line.
    this.log = log.child({}, { redact: [] });
  }

  /** Must be called before the routes are registered. */
  observe(server: FastifyInstance): void {
    // The last hook before the handler: reading the body would lose a context that began earlier.
    server.addHook('preHandler', (request, _reply, done) => {
      inContext({ requestId: request.id }, done);
    });
    server.addHook('onRequest', (request, reply, done) => {
      if (staysOpen(request)) {
        // Fastify tells nothing of an answer whose client has left.
        reply.raw.once('close', () => {
          this.write(request, reply);
        });
      }
      done();
    });
    server.addHook('onResponse', (request, reply, done) => {
      if (!staysOpen(request)) {
        this.write(request, reply);
      }
      done();
    });
  }

  private write(request: FastifyRequest, reply: FastifyReply): void {
    const route = routeOf(request);
    const url = loggedAddress(request);
    const status = reply.statusCode;
    const durationMs = Math.round(reply.elapsedTime * 10) / 10;
    const level = MACHINE_ROUTES.test(route) ? 'debug' : levelOf(status);
    this.log[level](
      {
        requestId: request.id,
        method: request.method,
        route,
        url,
        status,
        durationMs,
        userId: viewerOf(request)?.userId,
      },
      `${request.method} ${url} ${String(status)} ${String(durationMs)} ms`,
    );
  }
}

/** Who is busy or waits for something that is away says when to come again: no error of the program. */
function levelOf(status: number): 'info' | 'warn' | 'error' {
  if (status < 500) {
    return 'info';
  }
  return status === 503 ? 'warn' : 'error';
}
