import { get, type IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Running } from './programs.js';

/** Streams that are being opened at once. */
const AT_ONCE = 50;
const PATIENCE_MS = 120_000;
const REFUSED_PAUSE_MS = 200;

/** A person with a token. */
export interface Member {
  readonly id: string;
  readonly token: string;
}

/** A frame of a stream that has an id. */
export interface NumberedFrame {
  readonly event: string;
  readonly id: string;
  readonly data: string;
}

/** A client of `GET /v1/stream` that keeps nothing but where to go on. */
export class BenchStream {
  lastId: string | undefined;
  closed = false;
  private rest = '';

  private constructor(
    readonly member: Member,
    private readonly answer: IncomingMessage,
    private readonly take: (stream: BenchStream, frame: NumberedFrame) => void,
    ready: () => void,
  ) {
    answer.setEncoding('utf8');
    answer.on('data', (text: string) => {
      const blocks = (this.rest + text).split('\n\n');
      this.rest = blocks.pop() ?? '';
      blocks.forEach((block) => this.read(block, ready));
    });
    answer.on('error', () => undefined);
    answer.once('close', () => {
      this.closed = true;
    });
  }

  /** Opens a stream; resolves with its `ready`. @throws Error when it is refused */
  static open(
    server: Running,
    member: Member,
    take: (stream: BenchStream, frame: NumberedFrame) => void,
    lastId?: string,
  ): Promise<BenchStream> {
    const headers = {
      authorization: `Bearer ${member.token}`,
      ...(lastId !== undefined && { 'last-event-id': lastId }),
    };
    return new Promise((resolve, reject) => {
      const request = get(`${server.url}/v1/stream`, { agent: false, headers }, (answer) => {
        if (answer.statusCode !== 200) {
          answer.destroy();
          reject(new Error(`A stream was answered with ${String(answer.statusCode)}.`));
          return;
        }
        const stream = new BenchStream(member, answer, take, () => resolve(stream));
      });
      request.once('error', reject);
    });
  }

  leave(): void {
    this.answer.destroy();
  }

  private read(block: string, ready: () => void): void {
    const field = (name: string) =>
      block
        .split('\n')
        .find((line) => line.startsWith(`${name}: `))
        ?.slice(name.length + 2);
    const [event, id, data = ''] = [field('event'), field('id'), field('data')];
    if (event === 'ready') {
      ready();
    }
    if (event !== undefined && id !== undefined) {
      this.lastId = id;
      this.take(this, { event, id, data });
    }
  }
}

/** Opens streams, some at a time. What is refused is tried again, and counted. */
export async function openStreams(
  server: Running,
  wanted: readonly { readonly member: Member; readonly lastId?: string | undefined }[],
  take: (stream: BenchStream, frame: NumberedFrame) => void,
): Promise<{ readonly streams: BenchStream[]; readonly refused: number }> {
  const streams: BenchStream[] = [];
  let refused = 0;
  const left = [...wanted];
  const lane = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const { member, lastId } = next;
      const stream = await BenchStream.open(server, member, take, lastId).catch(() => undefined);
      if (stream === undefined) {
        refused += 1;
        left.push(next);
        await setTimeout(REFUSED_PAUSE_MS);
      } else {
        streams.push(stream);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return { streams, refused };
}

/** Waits for something that comes by itself. @throws Error when it doesn't in two minutes */
export async function come(what: string, condition: () => boolean | Promise<boolean>) {
  const until = performance.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (performance.now() > until) {
      throw new Error(`It did not come: ${what}.`);
    }
    await setTimeout(20);
  }
}

/** Does something so many times a second, without waiting for what was begun. */
export async function paced(
  times: number,
  perSecond: number,
  act: (number: number) => Promise<void>,
): Promise<void> {
  const begun = performance.now();
  const running: Promise<void>[] = [];
  for (let number = 0; number < times; number += 1) {
    const wait = begun + (number * 1_000) / perSecond - performance.now();
    if (wait > 0) {
      await setTimeout(wait);
    }
    const one = act(number);
    // Told at the end: what fails meanwhile would end the run before the programs are stopped.
    one.catch(() => undefined);
    running.push(one);
  }
  await Promise.all(running);
}

/** The value below which so large a part of the values lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}
