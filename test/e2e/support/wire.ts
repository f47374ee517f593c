import { Agent, type IncomingMessage, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { baseUrl } from '../client/client.js';
import { refuseForeignContacts } from './contacts.js';

/** A request as it goes over the wire: nothing is corrected, encoded or added but `Host` and `Content-Length`. */
export interface Outgoing {
  readonly method: string;
  /** Path and query, as they are. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  readonly text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/**
 * Sends one request and reads its whole answer.
 *
 * @throws Error when nothing comes back, or the contact of somebody else
 */
export async function send(outgoing: Outgoing): Promise<Answer> {
  const answer = await exchange(outgoing);
  const { authorization } = outgoing.headers ?? {};
  refuseForeignContacts({
    method: outgoing.method,
    target: outgoing.target,
    authorization: typeof authorization === 'string' ? authorization : undefined,
    status: answer.status,
    headers: JSON.stringify(answer.headers),
    body: answer.text,
  });
  return answer;
}

function exchange(outgoing: Outgoing): Promise<Answer> {
  const { hostname, port } = new URL(baseUrl());
  const { method, target, headers = {}, body } = outgoing;
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        hostname,
        port,
        method,
        path: target,
        agent,
        headers: {
          ...headers,
          ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        const take = (): void => {
          const bytes = Buffer.concat(chunks);
          resolve({
            status: response.statusCode ?? 0,
            headers: Object.fromEntries(
              Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
            ),
            bytes,
            text: bytes.toString('utf8'),
          });
        };
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          if (beginsStream(response, chunks)) {
            take();
            request.destroy();
          }
        });
        response.on('error', reject);
        response.on('end', take);
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** Whether the answer is a stream that has said its first message: the rest never ends. */
function beginsStream({ headers }: IncomingMessage, chunks: readonly Buffer[]): boolean {
  const isStream = headers['content-type']?.startsWith('text/event-stream') ?? false;
  return isStream && /^event: .*\ndata: .*\n\n/m.test(Buffer.concat(chunks).toString('utf8'));
}

/** Writes bytes to a connection of its own and reads what comes until the other side closes. */
export function sendBytes(bytes: string | Buffer, { abort = false } = {}): Promise<string> {
  const { hostname, port } = new URL(baseUrl());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => {
      socket.write(bytes, () => {
        if (abort) {
          socket.destroy();
        }
      });
    });
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => {
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
  });
}

/** The body of an answer. */
export function json(answer: Answer): Record<string, unknown> {
  return JSON.parse(answer.text);
}

/** Sends JSON and reads JSON. @throws Error unless the answer is a success */
export async function call(
  method: string,
  target: string,
  { token, body }: { token?: string | undefined; body?: unknown } = {},
): Promise<Record<string, unknown>> {
  const answer = await send({
    method,
    target,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (answer.status >= 300) {
    throw new Error(`${method} ${target} answered ${answer.status}: ${answer.text}`);
  }
  return answer.text === '' ? {} : json(answer);
}

/** One part of a form. */
export interface Part {
  readonly name: string;
  /** Makes it a file. */
  readonly filename?: string;
  readonly type?: string;
  readonly content: string | Buffer;
}

const BOUNDARY = 'a-boundary-of-the-tests';

/** The body and headers of a `multipart/form-data` request. */
export function form(...parts: readonly Part[]): {
  headers: Record<string, string>;
  body: Buffer;
} {
  const chunks = parts.flatMap(({ name, filename, type, content }) => [
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"`,
    filename === undefined ? '' : `; filename="${filename}"`,
    type === undefined ? '' : `\r\nContent-Type: ${type}`,
    '\r\n\r\n',
    content,
    '\r\n',
  ]);
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    body: Buffer.concat([...chunks, `--${BOUNDARY}--\r\n`].map((chunk) => Buffer.from(chunk))),
  };
}

/** Does the work for every item, at most `width` at a time, and gives the results in order. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  width = 12,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const at = next;
      next += 1;
      results[at] = await work(items[at]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
  return results;
}
