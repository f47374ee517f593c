import type { IncomingHttpHeaders } from 'node:http';
import { type ClientOptions, WebSocket } from 'ws';
import { eventually } from './eventually.js';
import { listening, type ReceivedFrame } from './stream-client.js';
import type { TestApp } from './test-app.js';

/** What a client asks for. */
export interface SocketRequest {
  /** For `Authorization`. */
  readonly token?: string;
  readonly protocols?: readonly string[];
  /** With its question mark. */
  readonly query?: string;
  readonly options?: ClientOptions;
}

/** An answer that is no WebSocket. */
export interface SocketRefusal {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Of the problem. */
  readonly code: string;
}

/** A client of the WebSocket face of `GET /v1/stream` that keeps what it receives. */
export class SocketClient {
  readonly frames: ReceivedFrame[] = [];
  /** Pings that came. */
  beats = 0;
  /** The code under which the connection was closed. */
  closed: number | undefined;
  /** Headers of the handshake. */
  headers: IncomingHttpHeaders = {};

  private constructor(readonly socket: WebSocket) {
    socket.on('upgrade', ({ headers }) => {
      this.headers = headers;
    });
    socket.on('message', (text: Buffer) => {
      this.frames.push(JSON.parse(text.toString()) as ReceivedFrame);
    });
    socket.on('ping', () => {
      this.beats += 1;
    });
    socket.on('close', (code) => {
      this.closed = code;
    });
  }

  /** Opens a socket. @throws Error when it is refused */
  static async open(address: string, request: SocketRequest): Promise<SocketClient> {
    const opened = await SocketClient.ask(address, request);
    if (!(opened instanceof SocketClient)) {
      throw new Error(`The socket was refused: ${String(opened.status)} ${opened.code}`);
    }
    return opened;
  }

  /** Opens a socket, or reads the refusal. */
  static ask(
    address: string,
    { token, protocols = [], query = '', options = {} }: SocketRequest,
  ): Promise<SocketClient | SocketRefusal> {
    const socket = new WebSocket(
      `${address.replace('http', 'ws')}/v1/stream${query}`,
      [...protocols],
      {
        ...options,
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...options.headers,
        },
      },
    );
    const client = new SocketClient(socket);
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(client));
      socket.on('error', reject);
      socket.once('unexpected-response', (_request, answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.once('end', () => {
          const { code } = JSON.parse(Buffer.concat(chunks).toString()) as { code: string };
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, code });
        });
      });
    });
  }

  /** Frames of one event. */
  of(event: string): ReceivedFrame[] {
    return this.frames.filter((frame) => frame.event === event);
  }

  /** Waits until so many frames of an event have come. @returns the last of them */
  async until(event: string, count = 1): Promise<ReceivedFrame> {
    await eventually(() => this.of(event).length >= count);
    return this.of(event)[count - 1]!;
  }

  /** Leaves without a word. */
  leave(): void {
    this.socket.terminate();
  }
}

/** Asks for a socket: it opens, or is refused. */
export async function asksForSocket(
  { nest }: Pick<TestApp, 'nest'>,
  request: SocketRequest,
): Promise<SocketClient | SocketRefusal> {
  return SocketClient.ask(await listening(nest), request);
}

/** Opens a socket, which has said `ready`. */
export async function opensSocket(
  { nest }: Pick<TestApp, 'nest'>,
  request: SocketRequest,
): Promise<SocketClient> {
  const client = await SocketClient.open(await listening(nest), request);
  await client.until('ready');
  return client;
}
