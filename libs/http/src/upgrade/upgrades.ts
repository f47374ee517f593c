import { type IncomingMessage, type Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { hasBody } from '../request/body-coding.js';
import { requestLine } from '../request/request-target.js';
import { offeredToken } from './subprotocols.js';

/** A connection whose client wants to speak WebSocket on it. */
export interface Upgrade {
  readonly socket: Socket;
  /** What the client has sent already, beyond its request. */
  readonly head: Buffer;
  /** Stands for the answer until the connection is handed over. */
  readonly response: ServerResponse;
}

const upgrades = new WeakMap<IncomingMessage, Upgrade>();

/** The connection of a request for a WebSocket; `undefined` for every other request. */
export function upgradeOf(request: IncomingMessage): Upgrade | undefined {
  return upgrades.get(request);
}

/**
 * Lets requests for a WebSocket go the way of all requests: whoever doesn't take the connection over answers like
 * anybody else. All other upgrades are read as if they had not been asked for, as HTTP allows.
 */
export function takeUpgrades(server: Server): void {
  server.on('upgrade', (request, connection, head) => {
    const socket = asSocket(connection);
    if (socket === undefined || isAnswering(socket)) {
      // Sent before the answer to an earlier request: nothing can be put in the middle of that.
      connection.destroy();
    } else if (asksForWebSocket(request)) {
      route(server, request, { socket, head });
    } else {
      readAnew(server, request, { socket, head });
    }
  });
}

/** A browser asks so; what has a body is read as a plain request, for Node doesn't read the body of others. */
function asksForWebSocket(request: IncomingMessage): boolean {
  const { method, headers } = request;
  return method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket' && !hasBody(request);
}

function route(
  server: Server,
  request: IncomingMessage,
  { socket, head }: Pick<Upgrade, 'socket' | 'head'>,
): void {
  const response = new ServerResponse(request);
  // Node has let go of the connection: what it does for others is done here.
  socket.on('error', () => socket.destroy());
  socket.on('drain', () => response.emit('drain'));
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once('finish', () => {
    response.detachSocket(socket);
    socket.destroySoon();
  });
  const token = offeredToken(request);
  if (token !== undefined) {
    request.headers.authorization ??= `Bearer ${token}`;
  }
  upgrades.set(request, { socket, head, response });
  server.emit('request', request, response);
}

/** Gives the connection back with the same bytes, but for the wish to speak something else. */
function readAnew(
  server: Server,
  request: IncomingMessage,
  { socket, head }: Pick<Upgrade, 'socket' | 'head'>,
): void {
  const { rawHeaders } = request;
  const lines = [requestLine(request)];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const [name = '', value = ''] = rawHeaders.slice(i, i + 2);
    if (name.toLowerCase() !== 'upgrade') {
      lines.push(`${name}: ${value}`);
    }
  }
  const again = Buffer.from([...lines, '', ''].join('\r\n'), 'latin1');
  socket.unshift(Buffer.concat([again, head]));
  server.emit('connection', socket);
}

function asSocket(connection: Duplex): Socket | undefined {
  return connection instanceof Socket ? connection : undefined;
}

/** Whether an earlier request of this connection has no full answer yet. */
function isAnswering(socket: Socket): boolean {
  const answer: unknown = Reflect.get(socket, '_httpMessage');
  return typeof answer === 'object' && answer !== null;
}
