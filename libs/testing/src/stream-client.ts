import { get, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { eventually } from './eventually.js';
import type { TestApp } from './test-app.js';

/** A message of a stream, as a client reads it. */
export interface ReceivedFrame {
  readonly event: string;
  readonly id?: string;
  /** The parsed data; asserted by the test. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data: any;
}

const addresses = new WeakMap<NestFastifyApplication, Promise<string>>();

/** The address of a program that listens on a port of its own; it begins to. */
export function listening(nest: NestFastifyApplication): Promise<string> {
  const address = addresses.get(nest) ?? listen(nest);
  addresses.set(nest, address);
  return address;
}

async function listen(nest: NestFastifyApplication): Promise<string> {
  const server = nest.getHttpServer();
  if (!server.listening) {
    await nest.listen(0, '127.0.0.1');
  }
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

/** A client of `GET /v1/stream` that keeps what it receives. */
export class StreamClient {
  readonly frames: ReceivedFrame[] = [];
  /** Comment lines. */
  beats = 0;
  /** Whether the connection is closed. */
  closed = false;
  private rest = '';

  private constructor(private readonly answer: IncomingMessage) {
    answer.setEncoding('utf8');
    answer.on('data', (text: string) => this.read(text));
    answer.on('error', () => undefined);
    answer.once('close', () => {
      this.closed = true;
    });
  }

  /** Opens a stream, or reads the refusal. */
  static open(
    address: string,
    token: string,
    headers: Readonly<Record<string, string>> = {},
    query = '',
  ): Promise<StreamClient> {
    return new Promise((resolve, reject) => {
      get(
        `${address}/v1/stream${query}`,
        { agent: false, headers: { authorization: `Bearer ${token}`, ...headers } },
        (answer) => resolve(new StreamClient(answer)),
      ).once('error', reject);
    });
  }

  get status(): number {
    return this.answer.statusCode ?? 0;
  }

  get headers(): IncomingHttpHeaders {
    return this.answer.headers;
  }

  /** The last `id`: where to go on. */
  get lastId(): string | undefined {
    return this.frames.findLast(({ id }) => id !== undefined)?.id;
  }

  /** Frames of one event. */
  of(event: string): ReceivedFrame[] {
    return this.frames.filter((frame) => frame.event === event);
  }

  /**
   * Waits until so many frames of an event have come.
   *
   * @returns the last of them
   * @throws Error when the stream closes before
   */
  async until(event: string, count = 1): Promise<ReceivedFrame> {
    await eventually(() => this.of(event).length >= count || this.closed);
    const found = this.of(event)[count - 1];
    if (found === undefined) {
      const last = JSON.stringify(this.frames.at(-1));
      throw new Error(`Closed after ${String(this.of(event).length)} × ${event}, then ${last}.`);
    }
    return found;
  }

  /** Leaves without a word. */
  leave(): void {
    this.answer.destroy();
  }

  private read(text: string): void {
    const blocks = (this.rest + text).split('\n\n');
    this.rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const lines = block.split('\n');
      const field = (name: string) =>
        lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const [event, id] = [field('event'), field('id')];
      if (event !== undefined) {
        const data: unknown = JSON.parse(field('data') ?? '');
        this.frames.push({ event, ...(id !== undefined && { id }), data });
      } else if (block === ':') {
        this.beats += 1;
      }
    }
  }
}

/** Asks for a stream: it begins, or is refused. */
export async function asksForStream(
  { nest }: Pick<TestApp, 'nest'>,
  { token }: { readonly token: string },
  { headers, query }: { headers?: Readonly<Record<string, string>>; query?: string } = {},
): Promise<StreamClient> {
  return StreamClient.open(await listening(nest), token, headers, query);
}

/** Opens the stream of somebody, which has said `ready`. @param lastEventId where it goes on */
export async function opensStream(
  app: Pick<TestApp, 'nest'>,
  person: { readonly token: string },
  lastEventId?: string,
): Promise<StreamClient> {
  const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  const client = await asksForStream(app, person, { headers });
  await client.until('ready');
  return client;
}
