import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { DomainError } from '#libs/kernel';
import { decidedStatus } from '../answers/final-status.js';
import type { GeneralLimits } from '../limits/general-limits.js';
import { Unavailable } from '../problems/http.errors.js';
import { asksForData } from '../request/route.js';
import type { RouteTable } from '../request/route-table.js';
import { invalid } from '../validation/read-dto.js';
import { unsoundPart } from '../validation/sound-text.js';
import { brokenRequest } from './broken-request.js';
import { lingerFor } from './lingering.js';
import type { SecurityHeaders } from './security-headers.js';
import type { SenderBounds } from './sender-bounds.js';

/** Everything of a request that is decided before its handler is known, and what every answer carries. */
export function addServerHooks(
  server: FastifyInstance,
  parts: {
    readonly bounds: SenderBounds;
    readonly limits: GeneralLimits;
    readonly routes: RouteTable;
    readonly security: SecurityHeaders;
  },
): void {
  server.addHook('onRoute', ({ url, method }) => {
    parts.routes.note(url, method);
  });
  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers(asksForData(request) ? parts.security.data : parts.security.pages);
    done();
  });
  if (parts.limits.active) {
    server.addHook('onRequest', async (request, reply) => {
      if (asksForData(request)) {
        await parts.limits.admit(request, reply);
      }
    });
  }
  let closing = false;
  server.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  server.addHook('onRequest', (request, _reply, done) => {
    done(closing ? new DomainError(Unavailable, { retryAfter: 1 }) : brokenRequest(request));
  });
  server.addHook('preValidation', (request, _reply, done) => {
    const unsound = unsoundPart(request.query, '?');
    done(unsound && invalid([unsound]));
  });
  server.addHook('onSend', (request, reply, payload, done) => {
    void reply.header('x-request-id', request.id);
    if (asksForData(request)) {
      if (!reply.hasHeader('cache-control')) {
        void reply.header('cache-control', 'private, no-cache');
      }
      void reply.header('vary', withVary(reply.getHeader('vary')));
    }
    const status = decidedStatus(reply);
    if (status !== undefined && reply.statusCode < 400) {
      void reply.status(status);
    }
    lingerFor(request, parts.bounds);
    done(null, sentPayload(request.method, reply.statusCode, payload));
  });
}

/**
 * An answer without a body has none, and no length of it, to `HEAD` as to `GET`. A text becomes bytes once: of a string
 * Node would count them first, then join it to the head and encode both.
 */
function sentPayload(method: string, status: number, payload: unknown): unknown {
  if (status !== 304 && status !== 204) {
    return typeof payload === 'string' ? Buffer.from(payload) : payload;
  }
  // Fastify writes the length of what it would have sent, but of a stream.
  return method === 'HEAD' ? Readable.from([]) : null;
}

const VARY = 'Authorization, Accept-Encoding';

function withVary(header: unknown): string {
  if (header === undefined) {
    return VARY;
  }
  const known = Array.isArray(header) ? header : [header];
  const names = known
    .filter((name) => typeof name === 'string')
    .flatMap((name) => name.split(','))
    .map((name) => name.trim());
  return [...new Set([...names, ...VARY.split(', ')])].join(', ');
}
