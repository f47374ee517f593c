import { type AddressInfo, connect, type Socket } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** What came back over a connection. */
export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Record<string, string>;
  readonly body: string;
  /** The code of the error that ended the connection, if one did. */
  readonly error: string | undefined;
}

/** A connection to a program, with nothing in between that corrects what is sent. */
export class RawConnection {
  readonly closed: Promise<RawAnswer>;
  private text = '';

  private constructor(readonly socket: Socket) {
    let error: string | undefined;
    socket.on('data', (chunk: Buffer) => (this.text += chunk.toString('latin1')));
    socket.on('error', ({ code }: NodeJS.ErrnoException) => (error = code));
    this.closed = new Promise((resolve) => {
      socket.on('close', () => {
        resolve({ ...this.answer, error });
      });
    });
  }

  static async open(app: NestFastifyApplication): Promise<RawConnection> {
    const { port } = app.getHttpServer().address() as AddressInfo;
    const connection = new RawConnection(connect({ port, host: '127.0.0.1', allowHalfOpen: true }));
    await new Promise((resolve) => connection.socket.once('connect', resolve));
    return connection;
  }

  /** What has come up to now. */
  get answer(): Omit<RawAnswer, 'error'> {
    const [head = '', ...body] = this.text.split('\r\n\r\n');
    const [first = '', ...lines] = head.split('\r\n');
    const headers = lines.map((line): [string, string] => {
      const [name = '', ...value] = line.split(': ');
      return [name.toLowerCase(), value.join(': ')];
    });
    return {
      status: Number(first.split(' ')[1] ?? 0),
      headers: Object.fromEntries(headers),
      body: body.join('\r\n\r\n'),
    };
  }
}

/** Sends bytes, and reads what comes until the other side closes. */
export async function talk(
  app: NestFastifyApplication,
  bytes: string | Buffer,
): Promise<RawAnswer> {
  const { socket, closed } = await RawConnection.open(app);
  socket.write(bytes);
  socket.once('end', () => socket.end());
  return closed;
}

/** Sends a request without a body. */
export function ask(
  app: NestFastifyApplication,
  target: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<RawAnswer> {
  const lines = Object.entries({ Host: 'maru.test', Connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return talk(app, Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1'));
}
