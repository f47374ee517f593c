import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a server that can stop carrying anything without closing a connection, as a broken network does. */
export interface Way {
  readonly port: number;
  swallow(): void;
  carry(): void;
  close(): void;
}

/** Opens one to a port of this machine. */
export async function wayTo(target: number): Promise<Way> {
  const sockets = new Set<Socket>();
  let swallows = false;
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => swallows || to.write(chunk));
      from.on('error', () => undefined);
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const cut = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    swallow: () => {
      swallows = true;
    },
    carry: () => {
      swallows = false;
      // What was under way has lost bytes: the network's ends notice that sooner or later.
      cut();
    },
    close: () => {
      server.close();
      cut();
    },
  };
}
