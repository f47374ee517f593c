import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { eventually } from '../../../libs/testing/src/eventually.js';
import { type Image, person } from './people.js';
import { type Program } from './program.js';
import { form } from './wire.js';

/** An answer of a program of a test. */
export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

/** Somebody who uploads pictures to a program that a test started for itself. */
export class Sender {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 32 });

  private constructor(
    private readonly program: Program,
    private readonly token: string,
  ) {}

  static async signUp(program: Program, name: string): Promise<Sender> {
    return new Sender(program, (await person(name, {}, program)).token);
  }

  /** Sends JSON and reads the answer. */
  ask(method: string, path: string, body?: object): Promise<Reply> {
    return this.exchange(
      method,
      path,
      { 'content-type': 'application/json' },
      body === undefined ? undefined : Buffer.from(JSON.stringify(body)),
    );
  }

  /** Uploads a picture. */
  upload(picture: Buffer): Promise<Reply> {
    const { headers, body } = form({ name: 'file', filename: 'a.jpg', content: picture });
    return this.send(headers, body);
  }

  /** Sends a form that is made already. */
  send(headers: Record<string, string>, body: Buffer): Promise<Reply> {
    return this.exchange('POST', '/v1/media', headers, body);
  }

  /** A picture of the sender. */
  async image(id: string): Promise<Image> {
    return (await this.ask('GET', `/v1/media/${id}`)).body;
  }

  /** The picture, once it is ready. */
  ready(id: string): Promise<Image> {
    return eventually(
      () => this.image(id),
      ({ status }) => status === 'ready',
    );
  }

  /** How many pictures the sender has. */
  async count(): Promise<number> {
    return (await this.ask('GET', '/v1/me/images?limit=100')).body.items.length;
  }

  private exchange(
    method: string,
    path: string,
    headers: Record<string, string>,
    body: Buffer | undefined,
  ): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const sent = request(
        `${this.program.url}${path}`,
        {
          method,
          agent: this.agent,
          headers: {
            ...(body !== undefined && { ...headers, 'content-length': body.length }),
            authorization: `Bearer ${this.token}`,
          },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              body: text === '' ? undefined : JSON.parse(text),
            });
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
