import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { hasBody } from '../request/body-coding.js';
import type { SenderBounds } from './sender-bounds.js';

/**
 * Lets a client that is still sending its body read the answer: a connection that is closed with bytes on their way
 * is reset, and the answer lost. The rest of the body is thrown away, up to bounds of bytes and time; then the
 * connection ends.
 */
export function lingerFor(
  request: FastifyRequest,
  bounds: Pick<SenderBounds, 'lingerMs' | 'lingerBytes'>,
): void {
  const { raw } = request;
  const { socket } = raw;
  if (raw.complete || !hasBody(raw) || !(socket instanceof Socket)) {
    return;
  }
  // Node's way to close after the last byte of the answer, which knows nothing of bytes that still come.
  socket.destroySoon = () => {
    if (raw.complete) {
      Socket.prototype.destroySoon.call(socket);
    } else {
      socket.end();
    }
  };
  // At once: what Node throws away itself once the answer is sent can't be counted.
  drain(raw, socket, bounds);
}

function drain(
  raw: IncomingMessage,
  socket: Socket,
  { lingerMs, lingerBytes }: Pick<SenderBounds, 'lingerMs' | 'lingerBytes'>,
): void {
  let rest = lingerBytes;
  const end = setTimeout(() => socket.destroy(), lingerMs).unref();
  const forget = (): void => {
    clearTimeout(end);
  };
  socket.once('close', forget);
  raw.once('end', () => {
    forget();
    socket.off('close', forget);
    if (socket.writableEnded) {
      socket.destroySoon();
    }
  });
  raw.unpipe();
  raw.on('data', (chunk: Buffer) => {
    rest -= chunk.length;
    if (rest < 0) {
      socket.destroy();
    }
  });
  raw.resume();
}
