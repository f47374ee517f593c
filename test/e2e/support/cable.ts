import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { baseUrl } from '../client/client.js';

/** The network between one client and the program: it can be cut, and then takes no connection. */
export class Cable {
  private readonly ends = new Set<Socket>();
  private isCut = false;

  private constructor(private readonly server: Server) {
    server.on('connection', (near) => this.carry(near));
  }

  /** Lays one to the program that is tested. */
  static async lay(): Promise<Cable> {
    const cable = new Cable(createServer());
    cable.server.listen(0, '127.0.0.1');
    await once(cable.server, 'listening');
    return cable;
  }

  /** Address of the program for who is on this end. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Ends what is under way, and takes nothing more. */
  cut(): void {
    this.isCut = true;
    this.ends.forEach((end) => end.destroy());
  }

  mend(): void {
    this.isCut = false;
  }

  async remove(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }

  private carry(near: Socket): void {
    if (this.isCut) {
      near.destroy();
      return;
    }
    const { hostname, port } = new URL(baseUrl());
    const far = connect(Number(port), hostname);
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.ends.add(end);
      end.pipe(other);
      // What breaks at one end breaks at the other.
      end.on('error', () => other.destroy());
      end.on('close', () => {
        this.ends.delete(end);
        other.destroy();
      });
    }
  }
}
