import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type WebSocket, WebSocketServer } from 'ws';
import { malformedRequest } from '../answers/problem-of.js';
import { SUBPROTOCOL } from './subprotocols.js';
import { type Upgrade, upgradeOf } from './upgrades.js';

/** Most bytes of a message from a client. */
const MAX_PAYLOAD = 16 * 1024;

/** The version of the protocol that is spoken, of which there is one. */
const VERSION = '13';

/** Whether the client of a request wants a WebSocket instead of an answer. */
export function asksForWebSocket(request: FastifyRequest): boolean {
  return upgradeOf(request.raw) !== undefined;
}

/**
 * Hands the connection of a request over to WebSocket. Pings are not answered by themselves: a client that reads
 * nothing would fill the memory with the answers.
 *
 * @param begin called at once, unless the client is gone
 * @throws DomainError `validation-failed` when it is no handshake
 */
export function openWebSocket(
  request: FastifyRequest,
  reply: FastifyReply,
  begin: (socket: WebSocket, connection: Socket) => void,
): void {
  const upgrade = upgradeOf(request.raw);
  if (upgrade === undefined) {
    throw malformedRequest(undefined, 'The request asks for no WebSocket.');
  }
  let refusal: Error | undefined;
  let opened: WebSocket | undefined;
  const server = speaker();
  server.on('headers', (headers) => headers.push(`X-Request-Id: ${request.id}`));
  server.on('wsClientError', (error) => {
    refusal = error;
  });
  server.handleUpgrade(request.raw, upgrade.socket, upgrade.head, (socket) => {
    opened = socket;
  });
  if (refusal !== undefined) {
    void reply.header('sec-websocket-version', VERSION);
    throw malformedRequest(refusal, `${refusal.message}.`);
  }
  letGo(reply, upgrade);
  if (opened !== undefined) {
    begin(opened, upgrade.socket);
  }
}

function speaker(): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    autoPong: false,
    maxPayload: MAX_PAYLOAD,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });
}

/** The answer is over for everybody but the log, which waits for the end of the connection. */
function letGo(reply: FastifyReply, { socket, response }: Upgrade): void {
  void reply.hijack();
  response.statusCode = 101;
  response.detachSocket(socket);
  socket.once('close', () => response.emit('close'));
}
