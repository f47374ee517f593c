import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { StreamClient } from '../../libs/testing/src/stream-client.js';
import { type TestDatabase, testDatabase } from '../../libs/testing/src/test-database.js';
import { accountForm, eventually } from './support/people.js';
import { Program } from './support/program.js';

/** The whole proof: `CHAT_PEOPLE=200 CHAT_MESSAGES=10000`. */
const PEOPLE = Number(process.env['CHAT_PEOPLE'] ?? 10);
const MESSAGES = Number(process.env['CHAT_MESSAGES'] ?? 300);
/** Each process is killed again and again: every few seconds. */
const CRASHES = 3 + Math.round(MESSAGES / 300);
/** People whose streams are followed. */
const FOLLOWED = 6;

interface Chatter {
  readonly id: string;
  readonly token: string;
  /** Rooms with the two neighbours in the circle. */
  readonly rooms: string[];
}

interface Message {
  readonly id: string;
  readonly number: number;
  readonly senderId: string;
  readonly clientId: string | null;
}

interface Room {
  readonly id: string;
  readonly readNumber: number;
  readonly unreadCount: number;
}

let database: TestDatabase;
let programs: Program[];
/** Whether the test has ended: then nobody asks on. */
let isOver = false;
const streams: Following[] = [];

beforeAll(async () => {
  database = await testDatabase({ isEmpty: true });
  const shared = {
    DATABASE_URL: database.url,
    JWT_SECRET: randomBytes(32).toString('base64'),
    DATABASE_POOL_SIZE: '8',
  };
  programs = [await Program.prepare(shared), await Program.prepare(shared)];
  for (const program of programs) {
    await program.start();
  }
});
afterAll(async () => {
  isOver = true;
  await Promise.all(streams.map((stream) => stream.end()));
  await Promise.all(programs.map((program) => program.remove()));
  await database.drop();
});

const somewhere = (): string => programs[Math.floor(Math.random() * programs.length)]!.url;

/** Asks until there is an answer that is no failure of a program: what a client does. */
async function call(
  method: string,
  path: string,
  token?: string,
  body?: object,
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
): Promise<any> {
  for (;;) {
    if (isOver) {
      throw new Error(`${method} ${path}: the test is over.`);
    }
    const answer = await fetch(`${somewhere()}/v1/${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch(() => undefined);
    const text = await answer?.text().catch(() => undefined);
    if (answer !== undefined && text !== undefined && answer.status < 500) {
      if (answer.status >= 400) {
        throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      }
      return text === '' ? undefined : JSON.parse(text);
    }
    await pause(20);
  }
}

async function signUp(index: number): Promise<Chatter> {
  const { user, tokens } = await call(
    'POST',
    'auth/sign-up',
    undefined,
    accountForm(`chatter${index}`),
  );
  return { id: user.id, token: tokens.accessToken, rooms: [] };
}

/** People who sit in a circle, and have a room with each neighbour. */
async function circle(): Promise<Chatter[]> {
  const people: Chatter[] = [];
  for (let index = 0; index < PEOPLE; index += 1) {
    people.push(await signUp(index));
  }
  for (const [index, one] of people.entries()) {
    const other = people[(index + 1) % PEOPLE]!;
    await call('PUT', `users/${other.id}/follow`, one.token);
    await call('PUT', `users/${one.id}/follow`, other.token);
    const { id } = await call('PUT', `users/${other.id}/room`, one.token);
    await call('PUT', `users/${one.id}/room`, other.token);
    one.rooms.push(id);
    other.rooms.push(id);
  }
  return people;
}

/** A stream that goes on after its last id, on whichever program is there, until it is ended. */
class Following {
  readonly ids = new Set<string>();
  /** Whether it has begun: what is sent from then on must come. */
  isReady = false;
  /** Frames that say that something was missed. */
  resets = 0;
  private lastId: string | undefined;
  private ended = false;
  private readonly running: Promise<void>;

  constructor(private readonly token: string) {
    this.running = this.run();
  }

  async end(): Promise<void> {
    this.ended = true;
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.isOver()) {
      const headers = this.lastId === undefined ? undefined : { 'last-event-id': this.lastId };
      const client = await StreamClient.open(somewhere(), this.token, headers).catch(() => null);
      await this.take(client);
      client?.leave();
      await pause(20);
    }
  }

  private async take(client: StreamClient | null): Promise<void> {
    for (let taken = 0; client !== null && !client.closed && !this.isOver();) {
      await pause(20);
      for (const { event, id, data } of client.frames.slice(taken)) {
        taken += 1;
        this.lastId = id ?? this.lastId;
        this.isReady ||= event === 'ready';
        this.resets += event === 'reset' ? 1 : 0;
        if (event === 'message') {
          this.ids.add(data.id);
        }
      }
    }
  }

  private isOver(): boolean {
    return this.ended;
  }
}

async function messagesOf({ token }: Chatter, room: string): Promise<Message[]> {
  const messages: Message[] = [];
  for (let after = 0; ; after = messages.length) {
    const { items } = await call('GET', `rooms/${room}/messages?limit=100&after=${after}`, token);
    messages.push(...items);
    if (items.length === 0) {
      return messages;
    }
  }
}

it(`stores each of ${MESSAGES} acknowledged messages once, in gapless numbers, through kill -9 of both processes`, async () => {
  const people = await circle();
  const acknowledged = new Map<string, string>();
  streams.push(...people.slice(0, FOLLOWED).map(({ token }) => new Following(token)));
  await eventually(() => streams.every(({ isReady }) => isReady));
  const writing = people.map(async ({ token, rooms }, person) => {
    for (let index = 0; index < MESSAGES / PEOPLE; index += 1) {
      const clientId = `${person}-${index}`;
      const path = `rooms/${rooms[index % rooms.length]!}/messages`;
      const message = { clientId, body: `Message ${clientId}` };
      const { id } = await call('POST', path, token, message);
      acknowledged.set(clientId, id);
      if (index % 5 === 0) {
        expect((await call('POST', path, token, message)).id).toBe(id);
      }
    }
  });
  const written = Promise.all(writing);
  let failure: unknown;
  written.catch((error: unknown) => {
    failure = error;
  });
  for (let crash = 0; crash < CRASHES; crash += 1) {
    await eventually(() => {
      if (failure !== undefined) {
        throw new Error('A message was refused.', { cause: failure });
      }
      // Who has no id yet would go on from now, not from where it was.
      const placed = streams.every(({ ids }) => ids.size > 0);
      return placed && acknowledged.size >= ((crash + 0.5) * MESSAGES) / (CRASHES + 1);
    });
    const program = programs[crash % programs.length]!;
    await program.end('SIGKILL');
    await program.start();
  }
  await written;

  const stored = new Map<string, string>();
  const byRoom = new Map<string, Message[]>();
  for (const one of people) {
    for (const room of one.rooms) {
      const messages = await messagesOf(one, room);
      expect(messages.map(({ number }) => number)).toEqual(messages.map((_, i) => i + 1));
      byRoom.set(room, messages);
      for (const { id, clientId } of messages.filter(({ senderId }) => senderId === one.id)) {
        expect(stored.has(clientId!)).toBe(false);
        stored.set(clientId!, id);
      }
    }
  }
  expect(stored.size).toBe(acknowledged.size);
  expect([...stored].sort()).toEqual([...acknowledged].sort());

  for (const one of people) {
    const rooms: Room[] = (await call('GET', 'rooms?limit=100', one.token)).items;
    const recounted = rooms.map(({ id, readNumber }) => {
      const messages = byRoom.get(id)!;
      return messages.filter(({ number, senderId }) => number > readNumber && senderId !== one.id)
        .length;
    });
    expect(rooms.map(({ unreadCount }) => unreadCount)).toEqual(
      recounted.map((count) => Math.min(100, count)),
    );
    const sum = Math.min(
      100,
      recounted.reduce((total, count) => total + count, 0),
    );
    expect((await call('GET', 'me/unread', one.token)).messages).toBe(sum);
  }

  for (const [index, stream] of streams.entries()) {
    const own = people[index]!.rooms.flatMap((room) => byRoom.get(room)!.map(({ id }) => id));
    await eventually(() => own.every((id) => stream.ids.has(id)));
    await stream.end();
    expect([stream.ids.size, stream.resets]).toEqual([own.length, 0]);
  }
});
