import { LiveSignals } from '#libs/live';
import { eventually, opensStream, repeatUntil, type StreamClient } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { blocks, follows, unblocks } from '#libs/testing/graph';
import { people, type Person } from '#libs/testing/people';
import { PresenceJobs } from '../src/presence/presence.jobs.js';
import { GONE_AFTER_SECONDS, PRESENCE } from '../src/presence/presence.js';
import { PresenceRepository } from '../src/presence/presence.repository.js';
import type { RoomId } from '../src/room/room.js';
import { TYPING, typingKey } from '../src/typing/typing.js';
import { type ChatStage, chatStage } from './stage.js';

let app: ChatStage;
let alice: Person;
let bob: Person;
let room: string;
const open: StreamClient[] = [];

beforeAll(async () => {
  app = await chatStage();
});
beforeEach(async () => {
  ({ alice, bob } = await people(app, 'alice', 'bob'));
  room = await app.friends(alice, bob);
});
afterEach(() => open.splice(0).forEach((client) => client.leave()));
afterAll(() => app.close());

async function stream(person: Person): Promise<StreamClient> {
  const client = await opensStream(app, person);
  open.push(client);
  return client;
}

/** Who is there is looked at, as the worker does again and again. */
const look = () => app.get(PresenceJobs).look();

it('brings a message to both, to each as GET shows it', async () => {
  const [mine, theirs] = await Promise.all([stream(alice), stream(bob)]);
  const { body } = await app.send(alice, room);
  expect((await mine.until('message')).data).toEqual(body);
  expect((await theirs.until('message')).data).toEqual({ ...body, clientId: null });
  await app.act(alice, 'DELETE', `messages/${body.id}`);
  const { data } = await theirs.until('message', 2);
  expect(data).toMatchObject({ id: body.id, isDeleted: true, body: null });
});

it('tells unread numbers anew, and what was read elsewhere', async () => {
  const [mine, theirs] = await Promise.all([stream(alice), stream(bob)]);
  await app.send(alice, room);
  expect((await theirs.until('unread')).data).toMatchObject({ messages: 1 });
  await app.act(bob, 'PUT', `rooms/${room}/read`, { number: 1 });
  await eventually(() => theirs.of('unread').at(-1)?.data.messages === 0);
  await eventually(() => theirs.of('room').at(-1)?.data.readNumber === 1);
  expect(theirs.of('room').at(-1)?.data).toMatchObject({ readNumber: 1, unreadCount: 0 });
  await eventually(() => mine.of('room').at(-1)?.data.partnerReadNumber === 1);
});

it('brings a request to whom it asks, and its acceptance to both', async () => {
  const { carol } = await people(app, 'carol');
  const asked = await stream(carol);
  const asks = await stream(alice);
  const request = await app.room(alice, carol);
  await app.send(alice, request);
  expect((await asked.until('room')).data).toMatchObject({ id: request, state: 'request' });
  expect((await asked.until('unread')).data).toMatchObject({ requests: 1, messages: 0 });
  await app.act(carol, 'PUT', `rooms/${request}/accepted`);
  await eventually(() => asks.of('room').at(-1)?.data.state === 'open');
  await eventually(() => asked.of('room').at(-1)?.data.state === 'open');
});

it('tells who removed a room of it, and nobody else', async () => {
  await app.send(alice, room);
  const [mine, theirs] = await Promise.all([stream(alice), stream(bob)]);
  await app.act(alice, 'DELETE', `rooms/${room}`);
  expect((await mine.until('room.removed')).data).toEqual({ id: room });
  await app.send(bob, room);
  await theirs.until('message');
  expect(theirs.of('room.removed')).toEqual([]);
  expect((await mine.until('room')).data).toMatchObject({ id: room, state: 'open' });
});

it('tells both of a block and its end, and partners of a suspension and its end', async () => {
  await app.send(alice, room);
  const mine = await stream(alice);
  const states = () => mine.of('room').map(({ data }) => String(data.state));
  await blocks(app, bob, alice);
  await eventually(() => states().at(-1) === 'closed');
  await unblocks(app, bob, alice);
  await eventually(() => states().at(-1) === 'open');
  await suspends(app, bob);
  await app.settle();
  await eventually(() => states().at(-1) === 'closed');
  await restores(app, bob);
  await app.settle();
  await eventually(() => states().at(-1) === 'open');
});

it('tells both when whom a stranger asked follows the stranger', async () => {
  const { carol } = await people(app, 'carol');
  const request = await app.room(alice, carol);
  await app.send(alice, request);
  const mine = await stream(alice);
  await follows(app, carol, alice);
  await app.settle();
  await eventually(() => mine.of('room').at(-1)?.data.state === 'open');
});

describe('typing', () => {
  const types = (person: Person, roomId: string) =>
    app.act(person, 'PUT', `rooms/${roomId}/typing`);

  it('is told to the partner for 6 seconds', async () => {
    await app.send(alice, room);
    const theirs = await stream(bob);
    const before = Date.now();
    await repeatUntil(
      async () => expect((await types(alice, room)).status).toBe(204),
      () => theirs.of('typing').length > 0,
    );
    const { id, data } = await theirs.until('typing');
    expect([id, data]).toEqual([undefined, { roomId: room, until: expect.any(String) }]);
    const holds = Date.parse(String(data.until)) - before;
    expect(holds).toBeGreaterThanOrEqual(6_000);
  });

  it('is told of each of several partners who write at once', async () => {
    const { carol } = await people(app, 'carol');
    const other = await app.friends(alice, carol);
    const mine = await stream(alice);
    const told = () => mine.of('typing').map(({ data }) => data as { roomId: string });
    const rooms = () => [...new Set(told().map(({ roomId }) => roomId))].sort();
    await repeatUntil(
      () => {
        // Together, as processes gather what they tell each other.
        const keys = [room, other].map((id) => typingKey(alice.id, id as RoomId, Date.now()));
        app.get(LiveSignals).tell(TYPING, [...keys, keys[0]!]);
      },
      () => rooms().length === 2,
    );
    expect(rooms()).toEqual([room, other].sort());
    expect(told()).toHaveLength(new Set(told().map((data) => JSON.stringify(data))).size);
  });

  it('is nothing in a waiting and in a closed room', async () => {
    const { carol } = await people(app, 'carol');
    const request = await app.room(alice, carol);
    await app.send(alice, request);
    await app.send(alice, room);
    await blocks(app, bob, alice);
    const [asked, blocker] = await Promise.all([stream(carol), stream(bob)]);
    for (const silent of [request, room]) {
      expect((await types(alice, silent)).status).toBe(204);
    }
    // What comes later has come: so would what was told before.
    await unblocks(app, bob, alice);
    await app.act(carol, 'PUT', `rooms/${request}/accepted`);
    const allowedAt = Date.now();
    const clients = [asked, blocker];
    await repeatUntil(
      () => Promise.all([request, room].map((heard) => types(alice, heard))),
      () => clients.every((client) => client.of('typing').length > 0),
    );
    for (const client of clients) {
      const { data } = await client.until('typing');
      expect(Date.parse(String(data.until))).toBeGreaterThanOrEqual(allowedAt + 6_000);
    }
  });

  it('is for members', async () => {
    const { carol } = await people(app, 'carol');
    expect((await types(carol, room)).status).toBe(404);
  });
});

describe('presence', () => {
  const wants = (person: Person, presence: boolean) =>
    app.act(person, 'PATCH', 'me/chat-settings', { presence });
  const online = async () => (await app.seen(alice, room)).partnerOnline as boolean | null;

  beforeEach(() => app.send(alice, room));

  it('shows when both want it, in an open room', async () => {
    await stream(bob);
    await wants(bob, true);
    await look();
    expect(await online()).toBeNull();
    await wants(alice, true);
    await eventually(async () => (await online()) === true);
    await blocks(app, bob, alice);
    expect(await online()).toBeNull();
    await unblocks(app, bob, alice);
    await wants(bob, false);
    expect(await online()).toBeNull();
  });

  const hasLeft = async (person: Person) =>
    (await app.sql(`select from presence where user_id = $1 and left_at is not null`, [person.id]))
      .length > 0;
  const halfAMinutePasses = (person: Person) =>
    app.sql(`update presence set left_at = left_at - interval '31 seconds' where user_id = $1`, [
      person.id,
    ]);

  it('is told by itself when the partner comes, and half a minute after the last stream', async () => {
    const alarms: (() => void)[] = [];
    const timeout = globalThis.setTimeout;
    const clock = jest
      .spyOn(globalThis, 'setTimeout')
      .mockImplementation((act: () => void, ms?: number) => {
        const isGrace = ms === GONE_AFTER_SECONDS * 1_000;
        if (isGrace) {
          alarms.push(act);
        }
        return timeout(isGrace ? () => undefined : act, ms);
      });
    await wants(alice, true);
    await wants(bob, true);
    const mine = await stream(alice);
    const [first, second] = [await stream(bob), await stream(bob)];
    expect((await mine.until('presence')).data).toEqual({ roomId: room, online: true });
    first.leave();
    second.leave();
    await eventually(() => hasLeft(bob));
    expect(await online()).toBe(true);
    await eventually(() => alarms.length > 0);
    await halfAMinutePasses(bob);
    expect(await online()).toBe(false);
    alarms.forEach((act) => {
      act();
    });
    await eventually(() => mine.of('presence').at(-1)?.data.online === false);
    expect(mine.of('presence')).toHaveLength(2);
    clock.mockRestore();
  });

  it('is told of each of several partners who come at once', async () => {
    const { carol } = await people(app, 'carol');
    const other = await app.friends(alice, carol);
    await app.send(alice, other);
    for (const person of [alice, bob, carol]) {
      await wants(person, true);
    }
    const mine = await stream(alice);
    await stream(bob);
    await stream(carol);
    await eventually(() => new Set(mine.of('presence').map(({ data }) => data.roomId)).size === 2);
    app.get(LiveSignals).tell(PRESENCE, [bob.id, carol.id]);
    await eventually(() => mine.of('presence').length >= 4);
  });

  it('stays when a stream goes and another comes meanwhile', async () => {
    await wants(alice, true);
    await wants(bob, true);
    const mine = await stream(alice);
    const first = await stream(bob);
    await mine.until('presence');
    first.leave();
    await eventually(() => hasLeft(bob));
    await stream(bob);
    await eventually(async () => !(await hasLeft(bob)));
    await look();
    expect(await online()).toBe(true);
    expect(mine.of('presence')).toHaveLength(1);
  });

  it('is noted of people who let partners know only, and found when they begin to', async () => {
    await wants(alice, true);
    const mine = await stream(alice);
    const note = jest.spyOn(app.get(PresenceRepository), 'note');
    await stream(bob);
    await eventually(() => note.mock.calls.some(([, here]) => here.includes(bob.id)));
    await Promise.all(note.mock.results.map(({ value }) => value as Promise<unknown>));
    expect(await app.sql(`select from presence where user_id = $1`, [bob.id])).toEqual([]);
    note.mockRestore();
    await wants(bob, true);
    await look();
    expect((await mine.until('presence')).data).toEqual({ roomId: room, online: true });
  });

  it('ends with a process that says nothing any more', async () => {
    await wants(alice, true);
    await wants(bob, true);
    await app.sql(
      `with process as (
        insert into presence_process (id, seen_at) values (gen_random_uuid(), now()) returning id
      )
      insert into presence (user_id, process_id) select $1, id from process`,
      [bob.id],
    );
    expect(await online()).toBe(true);
    await app.sql(`update presence_process set seen_at = now() - interval '31 seconds'`);
    expect(await online()).toBe(false);
    await look();
    expect(await app.sql(`select from presence where user_id = $1`, [bob.id])).toEqual([]);
  });
});
