import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import type { Settings } from '#libs/config';
import { present } from '../answers/present.js';
import { trustIn } from '../request/client-address.js';
import { routedTarget } from '../request/request-target.js';
import { takeUpgrades } from '../upgrade/upgrades.js';
import { answerUnreadable } from './broken-request.js';
import { SENDER_BOUNDS, type SenderBounds } from './sender-bounds.js';

/** Most bytes of a JSON body. */
export const MAX_JSON_BYTES = 256 * 1024;

/** Most characters of one path parameter: all that Node takes for an address; what is too long is not found. */
const MAX_PATH_PARAM = 64 * 1024;

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

/**
 * The HTTP server of the program, before Nest knows it.
 *
 * @param bounds of what is listened to; tests have shorter ones
 */
export function httpAdapter(
  settings: Pick<Settings, 'trustedProxies' | 'corsOrigins'>,
  bounds: SenderBounds = SENDER_BOUNDS,
): FastifyAdapter {
  const adapter = new PresentingAdapter({
    bodyLimit: MAX_JSON_BYTES,
    trustProxy: settings.trustedProxies.length > 0 && trustIn(settings.trustedProxies),
    genReqId: requestId,
    requestIdHeader: false,
    rewriteUrl: routedTarget,
    routerOptions: { maxParamLength: MAX_PATH_PARAM },
    forceCloseConnections: 'idle',
    // Refused by a hook, as a problem.
    return503OnClosing: false,
    requestTimeout: bounds.requestMs,
    http: {
      headersTimeout: bounds.headersMs,
      requestTimeout: bounds.requestMs,
      connectionsCheckingInterval: bounds.checkMs,
      // Refused by a hook, as a problem.
      requireHostHeader: false,
    },
    clientErrorHandler: answerUnreadable(settings, bounds),
  });
  const { server } = adapter.getInstance();
  server.on('checkExpectation', (request, response) => {
    server.emit('request', request, response);
  });
  takeUpgrades(server);
  return adapter;
}

/** The caller's `X-Request-Id` when it is a sane one, else a new one. */
export function requestId(request: Pick<IncomingMessage, 'headers'>): string {
  const sent = request.headers['x-request-id'];
  return typeof sent === 'string' && SANE_REQUEST_ID.test(sent) ? sent : randomUUID();
}
