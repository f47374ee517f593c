import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port that nobody else gets meanwhile. */
export interface ReservedPort {
  readonly port: number;
  /** Frees it, for whoever listens on it next. */
  letGo(): Promise<void>;
}

/**
 * Takes any free port of a host before the program that will listen on it is made: its parts want to know the address.
 *
 * @throws the system error when the host can't be listened on
 */
export async function reservePort(host: string): Promise<ReservedPort> {
  const server = createServer((socket) => socket.destroy());
  server.listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    letGo: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
