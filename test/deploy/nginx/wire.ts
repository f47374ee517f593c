import { Agent, request as httpRequest } from 'node:http';
import type { Readable } from 'node:stream';

/** One client of the proxy: its own address on the loopback network, and its own connections. */
export class WireClient {
  private readonly agent: Agent;

  constructor(
    private readonly url: string,
    readonly address = '127.0.0.1',
  ) {
    this.agent = new Agent({ keepAlive: true, localAddress: address });
  }

  /** Sends a request and reads its whole answer. */
  send(
    method: string,
    target: string,
    headers: Record<string, string | string[]> = {},
    body?: Buffer | string | Readable,
  ): Promise<WireAnswer> {
    const { hostname, port } = new URL(this.url);
    return new Promise((resolve, reject) => {
      let answered = false;
      const options = { hostname, port, method, path: target, agent: this.agent, headers };
      const request = httpRequest(options, (response) => {
        answered = true;
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const bytes = Buffer.concat(chunks);
          resolve({
            status: response.statusCode ?? 0,
            headers: Object.fromEntries(
              Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
            ),
            bytes,
            text: bytes.toString('utf8'),
          });
        });
      });
      // Who refuses a body may close before all of it was sent.
      request.on('error', (error) => answered || reject(error));
      if (body !== undefined && typeof body !== 'string' && !Buffer.isBuffer(body)) {
        body.pipe(request);
      } else {
        request.end(body);
      }
    });
  }

  /** Sends JSON as a signed-in person, or as nobody. */
  json(method: string, target: string, body?: object, token?: string): Promise<WireAnswer> {
    const headers = {
      ...(body && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
    return this.send(method, target, headers, body && JSON.stringify(body));
  }

  close(): void {
    this.agent.destroy();
  }
}

/** What came back. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  readonly text: string;
}

/** A form with one file, as a browser sends it. */
export function formWith(file: Buffer, name: string): { type: string; body: Buffer } {
  const boundary = 'deploy-check-boundary';
  const head =
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n` +
    'content-type: application/octet-stream\r\n\r\n';
  const body = Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { type: `multipart/form-data; boundary=${boundary}`, body };
}
