import { randomBytes } from 'node:crypto';
import { eventually } from '../../libs/testing/src/eventually.js';
import { type TestDatabase, testDatabase } from '../../libs/testing/src/test-database.js';
import type { components } from './client/schema.js';
import { follows, opensRoom, writes } from './support/acts.js';
import { Anywhere } from './support/anywhere.js';
import { Following } from './support/following.js';
import { ok, type Person, person } from './support/people.js';
import { Program } from './support/program.js';

/** The whole proof: `CHAT_PEOPLE=200 CHAT_MESSAGES=10000`. */
const PEOPLE = Number(process.env['CHAT_PEOPLE'] ?? 10);
const MESSAGES = Number(process.env['CHAT_MESSAGES'] ?? 300);
/** Each process is killed again and again: every few seconds. */
const CRASHES = 3 + Math.round(MESSAGES / 300);
/** People whose streams are followed. */
const FOLLOWED = 6;

interface Chatter extends Person {
  /** Rooms with the two neighbours in the circle. */
  readonly rooms: string[];
}

type Message = components['schemas']['Message'];

let database: TestDatabase;
let programs: Program[];
let anywhere: Anywhere;
const streams: Following[] = [];

beforeAll(async () => {
  database = await testDatabase({ isEmpty: true });
  const shared = {
    DATABASE_URL: database.url,
    JWT_SECRET: randomBytes(32).toString('base64'),
    DATABASE_POOL_SIZE: '8',
  };
  programs = [await Program.prepare(shared), await Program.prepare(shared)];
  anywhere = new Anywhere(programs);
  for (const program of programs) {
    await program.start();
  }
});
afterAll(async () => {
  anywhere.end();
  await Promise.all(streams.map((stream) => stream.end()));
  await Promise.all(programs.map((program) => program.remove()));
  await database.drop();
});

/** People who sit in a circle, and have a room with each neighbour. */
async function circle(): Promise<Chatter[]> {
  const people: Chatter[] = [];
  for (let index = 0; index < PEOPLE; index += 1) {
    people.push({ ...(await person(`chatter${index}`, {}, anywhere)), rooms: [] });
  }
  for (const [index, one] of people.entries()) {
    const other = people[(index + 1) % PEOPLE]!;
    await follows(one, other);
    await follows(other, one);
    const room = await opensRoom(one, other);
    await opensRoom(other, one);
    one.rooms.push(room);
    other.rooms.push(room);
  }
  return people;
}

async function messagesOf({ api }: Chatter, roomId: string): Promise<Message[]> {
  const messages: Message[] = [];
  for (let after = 0; ; after = messages.length) {
    const params = { path: { roomId }, query: { limit: 100, after } };
    const { items } = ok(await api.GET('/v1/rooms/{roomId}/messages', { params }));
    messages.push(...items);
    if (items.length === 0) {
      return messages;
    }
  }
}

it(`stores each of ${MESSAGES} acknowledged messages once, in gapless numbers, through kill -9 of both processes`, async () => {
  const people = await circle();
  const acknowledged = new Map<string, string>();
  streams.push(...people.slice(0, FOLLOWED).map(({ token }) => new Following(anywhere, token)));
  await eventually(() => streams.every(({ isReady }) => isReady));
  const writing = people.map(async (one, place) => {
    for (let index = 0; index < MESSAGES / PEOPLE; index += 1) {
      const clientId = `${place}-${index}`;
      const room = one.rooms[index % one.rooms.length]!;
      const write = () => writes(one, room, `Message ${clientId}`, clientId);
      const id = await write();
      acknowledged.set(clientId, id);
      if (index % 5 === 0) {
        expect(await write()).toBe(id);
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
      const placed = streams.every(({ messages }) => messages.size > 0);
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
    const params = { query: { limit: 100 } };
    const rooms = ok(await one.api.GET('/v1/rooms', { params })).items;
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
    expect(ok(await one.api.GET('/v1/me/unread')).messages).toBe(sum);
  }

  for (const [index, stream] of streams.entries()) {
    const own = people[index]!.rooms.flatMap((room) => byRoom.get(room)!.map(({ id }) => id));
    await eventually(() => own.every((id) => stream.messages.has(id)));
    await stream.end();
    expect([stream.messages.size, stream.resets]).toEqual([own.length, 0]);
  }
});
