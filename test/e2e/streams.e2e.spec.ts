import { setTimeout as pause } from 'node:timers/promises';
import { createEventSource } from 'eventsource-client';
import { WebSocket } from 'ws';
import { eventually } from '../../libs/testing/src/eventually.js';
import { StreamClient } from '../../libs/testing/src/stream-client.js';
import { follows, opensRoom, writes } from './support/acts.js';
import { Anywhere } from './support/anywhere.js';
import { type Person, person } from './support/people.js';
import { Program } from './support/program.js';

/** Messages that are sent while processes are killed. */
const MESSAGES = 60;
/** After so many messages a process is killed, one after the other. */
const PER_KILL = 15;
/** Streams that are open while a process is told to stop. */
const CROWD = 10;

let programs: [Program, Program];
let sender: Person;
let reader: Person;
let roomId: string;

beforeAll(async () => {
  const first = await Program.prepare();
  await first.start();
  const second = await Program.prepare({ DATA_DIR: first.dataDir });
  await second.start();
  programs = [first, second];
});
beforeEach(async () => {
  const either = new Anywhere(programs);
  [sender, reader] = [await person('sender', {}, either), await person('reader', {}, either)];
  await follows(reader, sender);
  roomId = await opensRoom(sender, reader);
});
afterAll(async () => {
  await programs[1].end('SIGINT');
  await programs[0].remove();
});

const say = (number: number): Promise<string> =>
  writes(sender, roomId, `Message ${number}`, `number-${number}`);

/** Reads a stream as clients do: goes on at either process after the last id, whatever happens. */
class Follower {
  readonly numbers: number[] = [];
  readonly ends: string[] = [];
  private over = false;
  private client: StreamClient | undefined;
  private lastId: string | undefined;
  private taken = 0;
  private stopped = false;

  constructor(private at: number) {
    void this.follow().finally(() => {
      this.stopped = true;
    });
  }

  /** Whether it has a stream that has said `ready`. */
  get isReady(): boolean {
    return this.client !== undefined && !this.client.closed && this.client.of('ready').length > 0;
  }

  async leave(): Promise<void> {
    this.over = true;
    // It may be about to open another one.
    await eventually(() => {
      this.client?.leave();
      return this.stopped;
    });
  }

  private async follow(): Promise<void> {
    while (!this.over) {
      const { url } = programs[this.at % 2]!;
      const headers: Record<string, string> =
        this.lastId === undefined ? {} : { 'last-event-id': this.lastId };
      this.client = await StreamClient.open(url, reader.token, headers).catch(() => undefined);
      if (this.client?.status === 200) {
        this.taken = 0;
        await eventually(() => this.take() && this.client!.closed);
        this.take();
      }
      this.at += 1;
      await pause(20);
    }
  }

  /** What has come since the last look. */
  private take(): boolean {
    for (const { event, id, data } of this.client!.frames.slice(this.taken)) {
      this.taken += 1;
      this.lastId = id ?? this.lastId;
      if (event === 'message') {
        this.numbers.push(data.number);
      } else if (event === 'end') {
        this.ends.push(data.reason);
      }
    }
    return true;
  }
}

/** What a client of somebody else's making tells of what came. */
interface Foreign {
  readonly numbers: number[];
  isOpen(): boolean;
  leave(): void;
}

/** `eventsource-client`, which connects again and sends the last id by itself. */
function eventSource(url: string): Foreign {
  const numbers: number[] = [];
  const source = createEventSource({
    url: `${url}/v1/stream`,
    headers: { authorization: `Bearer ${reader.token}` },
    onMessage: ({ event, data }) => {
      if (event === 'message') {
        numbers.push((JSON.parse(data) as { number: number }).number);
      }
    },
  });
  return {
    numbers,
    isOpen: () => source.readyState === 'open',
    leave: () => source.close(),
  };
}

/** `ws`, as an app uses it: opened again after each close, with the last id in the address. */
function webSocket(url: string): Foreign {
  const numbers: number[] = [];
  let lastId: string | undefined;
  let over = false;
  let socket = open();

  function open(): WebSocket {
    const query = lastId === undefined ? '' : `?lastEventId=${encodeURIComponent(lastId)}`;
    const opened = new WebSocket(`${url.replace('http', 'ws')}/v1/stream${query}`, {
      headers: { authorization: `Bearer ${reader.token}` },
    });
    opened.on('message', (text: Buffer) => {
      const { event, id, data } = JSON.parse(text.toString()) as {
        event: string;
        id?: string;
        data: { number: number };
      };
      lastId = id ?? lastId;
      if (event === 'message') {
        numbers.push(data.number);
      }
    });
    opened.on('error', () => undefined);
    opened.on('close', () => {
      if (!over) {
        setTimeout(() => {
          socket = open();
        }, 50);
      }
    });
    return opened;
  }

  return {
    numbers,
    isOpen: () => socket.readyState === WebSocket.OPEN,
    leave: () => {
      over = true;
      socket.terminate();
    },
  };
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

it('brings each message once and in order through kills of both processes', async () => {
  const followers = [new Follower(0), new Follower(1), new Follower(0)];
  await eventually(() => followers.every(({ isReady }) => isReady));
  let restarting: Promise<void> = Promise.resolve();
  for (let number = 1; number <= MESSAGES; number += 1) {
    await say(number);
    if (number % PER_KILL === 0 && number < MESSAGES) {
      await restarting;
      const victim = programs[(number / PER_KILL) % 2]!;
      await victim.end('SIGKILL');
      restarting = victim.start();
    }
  }
  await restarting;
  for (const { numbers } of followers) {
    await eventually(() => numbers.length >= MESSAGES);
    expect(numbers).toEqual(upTo(MESSAGES));
  }
  await Promise.all(followers.map((follower) => follower.leave()));
});

it('catches up when PostgreSQL has been killed', async () => {
  const followers = [new Follower(0), new Follower(1)];
  await eventually(() => followers.every(({ isReady }) => isReady));
  await say(1);
  const before = await programs[0].postgres();
  process.kill(before!, 'SIGKILL');
  await say(2);
  await say(3);
  for (const { numbers } of followers) {
    await eventually(() => numbers.length >= 3);
    expect(numbers).toEqual([1, 2, 3]);
  }
  await Promise.all(followers.map((follower) => follower.leave()));
});

it.each(['SIGTERM', 'SIGINT'] as const)(
  'says goodbye after %s, and loses nothing at the other process',
  async (signal) => {
    const followers = Array.from({ length: CROWD }, () => new Follower(1));
    await eventually(() => followers.every(({ isReady }) => isReady));
    await say(1);
    // Who has no id yet begins anew, and reads lists.
    await eventually(() => followers.every(({ numbers }) => numbers.length === 1));
    const ending = programs[1].end(signal);
    await say(2);
    expect(await ending).toBe(0);
    await say(3);
    for (const follower of followers) {
      await eventually(() => follower.numbers.length >= 3);
      expect(follower.numbers).toEqual([1, 2, 3]);
      expect(follower.ends).toEqual(['going-down']);
    }
    await Promise.all(followers.map((follower) => follower.leave()));
    await programs[1].start();
  },
);

it.each([
  ['eventsource-client', eventSource],
  ['ws', webSocket],
] as const)('is read on where it broke off by %s', async (_name, clientOf) => {
  const client = clientOf(programs[1].url);
  await eventually(() => client.isOpen());
  let said = 0;
  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    await say((said += 1));
    await eventually(() => client.numbers.length === said);
    await programs[1].end(signal);
    await say((said += 1));
    await programs[1].start();
    await eventually(() => client.numbers.length === said);
  }
  expect(client.numbers).toEqual(upTo(4));
  client.leave();
});

it('is ended with a goodbye by Ctrl-C of `npm start`', async () => {
  const started = await Program.prepare({}, 'start');
  await started.start();
  const { token } = await person('somebody', {}, started);
  const stream = await StreamClient.open(started.url, token);
  await stream.until('ready');
  expect(await started.end('SIGINT')).toBe(0);
  expect(stream.of('end').map(({ data }) => data.reason)).toEqual(['going-down']);
  expect(stream.closed).toBe(true);
  await started.remove();
});
