import type { Server } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { ProgramState } from './program-state.js';

/** How often connections that have become idle are closed, in milliseconds. */
const SWEEP = 100;

/** Asks clients to leave their connections with the first answer after the order to stop. */
export function letGoOfConnections(server: FastifyInstance, state: ProgramState): void {
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (state.stopping) {
      void reply.header('connection', 'close');
    }
    done(null, payload);
  });
}

/** Takes no new connections, and waits until the last request is answered. */
export async function closePort(server: Server): Promise<void> {
  if (!server.listening) {
    return;
  }
  // Kept-alive connections would hold the port open until they time out.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearInterval(sweep);
}
