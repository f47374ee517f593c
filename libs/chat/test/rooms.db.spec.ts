import { restores, suspends } from '#libs/testing/accounts';
import { blocks, unblocks } from '#libs/testing/graph';
import { crowd, people, type Person } from '#libs/testing/people';
import { type ChatStage, chatStage, refusal } from './stage.js';

let app: ChatStage;
let alice: Person;
let bob: Person;
let carol: Person;

beforeAll(async () => {
  app = await chatStage();
});
beforeEach(async () => {
  ({ alice, bob, carol } = await people(app, 'alice', 'bob', 'carol'));
});
afterAll(() => app.close());

it('opens one room for two people, whoever asks', async () => {
  const { status, body } = await app.act(alice, 'PUT', `users/${bob.id}/room`);
  expect([status, body]).toEqual([
    200,
    {
      id: expect.any(String),
      partner: { id: bob.id, nickname: bob.nickname, fullName: bob.fullName, imageUrl: null },
      state: 'open',
      isMuted: false,
      lastMessage: null,
      unreadCount: 0,
      readNumber: 0,
      partnerReadNumber: null,
      partnerOnline: null,
      updatedAt: expect.any(String),
    },
  ]);
  expect(await app.room(bob, alice)).toBe(body.id);
  expect(await app.room(alice, bob)).toBe(body.id);
});

it('shows a room without messages to whoever opened it only', async () => {
  const room = await app.room(alice, bob);
  expect(await app.items(bob, 'rooms')).toEqual([]);
  expect(refusal(await app.read(bob, `rooms/${room}`))).toEqual([404, 'not-found']);
  expect(refusal(await app.send(bob, room))).toEqual([404, 'not-found']);
  expect(await app.items(alice, 'rooms')).toHaveLength(1);
});

it('opens no room with oneself, with nobody, and with whom one can’t see', async () => {
  await blocks(app, carol, alice);
  const suspended = (await people(app, 'suspended')).suspended;
  await suspends(app, suspended);
  const open = async (id: string) => refusal(await app.act(alice, 'PUT', `users/${id}/room`));
  expect(await open(alice.id)).toEqual([422, 'cannot-message-self']);
  expect(await open('1')).toEqual([404, 'not-found']);
  expect(await open(carol.id)).toEqual([404, 'not-found']);
  expect(await open(suspended.id)).toEqual([404, 'not-found']);
});

it('gives a blocker a closed room in which nothing can be sent', async () => {
  await blocks(app, alice, bob);
  const { status, body } = await app.act(alice, 'PUT', `users/${bob.id}/room`);
  expect([status, body.state, body.partner.id]).toEqual([200, 'closed', bob.id]);
  expect(refusal(await app.send(alice, body.id))).toEqual([422, 'room-closed']);
});

describe('a room', () => {
  let room: string;

  beforeEach(async () => {
    room = await app.friends(alice, bob);
    await app.send(alice, room);
    await app.send(bob, room);
  });

  it('is closed by a block for both, stays readable, and opens again', async () => {
    await blocks(app, bob, alice);
    const mine = await app.seen(alice, room);
    expect(mine).toMatchObject({ state: 'closed', partner: null, unreadCount: 0 });
    const theirs = await app.seen(bob, room);
    expect(theirs).toMatchObject({ state: 'closed', partner: { id: alice.id } });
    for (const person of [alice, bob]) {
      expect(refusal(await app.send(person, room))).toEqual([422, 'room-closed']);
      expect(await app.numbers(person, room)).toEqual([2, 1]);
      expect(await app.items(person, 'rooms?state=closed')).toHaveLength(1);
      expect(await app.items(person, 'rooms?state=open')).toEqual([]);
    }
    expect(await app.unread(alice)).toEqual({ messages: 0, requests: 0 });
    await unblocks(app, bob, alice);
    expect(await app.seen(alice, room)).toMatchObject({ state: 'open' });
    expect(await app.unread(alice)).toEqual({ messages: 1, requests: 0 });
    expect((await app.send(alice, room)).status).toBe(201);
  });

  it('is closed while the partner is inactive', async () => {
    await suspends(app, bob);
    expect(await app.seen(alice, room)).toMatchObject({
      state: 'closed',
      partner: null,
    });
    await restores(app, bob);
    expect((await app.seen(alice, room)).state).toBe('open');
  });

  it('is found as closed while it is, with or without messages', async () => {
    const { dave } = await people(app, 'dave');
    const empty = await app.room(alice, dave);
    const found = async (state: string) =>
      (await app.items(alice, `rooms?state=${state}`)).map(({ id }: { id: string }) => id);
    expect([await found('open'), await found('closed')]).toEqual([[empty, room], []]);
    for (const partner of [bob, dave]) {
      await suspends(app, partner);
    }
    await app.settle();
    expect([await found('open'), await found('closed')]).toEqual([[], [empty, room]]);
    await blocks(app, alice, carol);
    const blocked = await app.room(alice, carol);
    expect(await found('closed')).toEqual([blocked, empty, room]);
    for (const partner of [bob, dave]) {
      await restores(app, partner);
    }
    await app.settle();
    await unblocks(app, alice, carol);
    expect([await found('open'), await found('closed')]).toEqual([[blocked, empty, room], []]);
    const marked = await app.sql(`select from room_member where user_id = $1 and is_closed`, [
      alice.id,
    ]);
    expect(marked).toEqual([]);
  });

  it('is muted by a change of the version that was seen', async () => {
    const { headers } = await app.read(alice, `rooms/${room}`);
    const seen = { 'if-match': String(headers['etag']) };
    const mute = () => app.act(alice, 'PATCH', `rooms/${room}`, { isMuted: true }, seen);
    const changed = await mute();
    expect([changed.status, changed.body.isMuted]).toEqual([200, true]);
    expect(refusal(await mute())).toEqual([412, 'precondition-failed']);
    expect(await app.unread(alice)).toEqual({ messages: 0, requests: 0 });
    expect((await app.seen(alice, room)).unreadCount).toBe(1);
    expect((await app.seen(bob, room)).isMuted).toBe(false);
  });

  it('is gone for whoever removes it, with what is in it, and the other is not told', async () => {
    const before = await app.seen(bob, room);
    expect((await app.act(alice, 'DELETE', `rooms/${room}`)).status).toBe(204);
    expect((await app.act(alice, 'DELETE', `rooms/${room}`)).status).toBe(204);
    expect(refusal(await app.read(alice, `rooms/${room}`))).toEqual([404, 'not-found']);
    expect(refusal(await app.read(alice, `rooms/${room}/messages`))).toEqual([404, 'not-found']);
    expect(await app.items(alice, 'rooms')).toEqual([]);
    expect(await app.unread(alice)).toEqual({ messages: 0, requests: 0 });
    expect(await app.seen(bob, room)).toEqual(before);
  });

  it('comes back with what is new, by a message or by opening it', async () => {
    await app.act(alice, 'DELETE', `rooms/${room}`);
    expect(await app.room(alice, bob)).toBe(room);
    expect(await app.numbers(alice, room)).toEqual([]);
    expect((await app.seen(alice, room)).lastMessage).toBeNull();
    await app.act(alice, 'DELETE', `rooms/${room}`);
    await app.send(bob, room);
    expect(await app.numbers(alice, room)).toEqual([3]);
    expect(await app.numbers(bob, room)).toEqual([3, 2, 1]);
    expect(await app.unread(alice)).toEqual({ messages: 1, requests: 0 });
  });

  it('is no room of anybody else', async () => {
    for (const path of [`rooms/${room}`, `rooms/${room}/messages`]) {
      expect(refusal(await app.read(carol, path))).toEqual([404, 'not-found']);
    }
    const message = (await app.items(alice, `rooms/${room}/messages`))[0].id;
    for (const answer of [
      await app.send(carol, room),
      await app.act(carol, 'PATCH', `rooms/${room}`, { isMuted: true }),
      await app.act(carol, 'DELETE', `rooms/${room}`),
      await app.act(carol, 'PUT', `rooms/${room}/accepted`),
      await app.act(carol, 'PUT', `rooms/${room}/read`, { number: 1 }),
      await app.act(carol, 'DELETE', `messages/${message}`),
    ]) {
      expect(refusal(answer)).toEqual([404, 'not-found']);
    }
    expect(await app.numbers(alice, room)).toEqual([2, 1]);
  });
});

describe('the list', () => {
  it('goes by last message, page by page, without those that one is asked in', async () => {
    const others = await crowd(app, 7);
    const rooms: string[] = [];
    for (const other of others) {
      rooms.push(await app.friends(alice, other));
    }
    for (const index of [2, 0, 5]) {
      await app.send(others[index]!, rooms[index]!);
    }
    await app.send(carol, await app.room(carol, alice));
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await app.read(alice, `rooms?limit=3${cursor}`);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      if (body.nextCursor === null) {
        break;
      }
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(seen).toEqual([5, 0, 2, 6, 4, 3, 1].map((index) => rooms[index]));
    const unread = await app.items(alice, 'rooms?unread=true');
    expect(unread.map(({ id }: { id: string }) => id)).toEqual([5, 0, 2].map((i) => rooms[i]));
    expect(await app.items(alice, 'rooms?unread=false')).toHaveLength(4);
    const asked = await app.items(alice, 'rooms?state=request');
    expect(asked).toMatchObject([{ partner: { id: carol.id }, state: 'request' }]);
  });
});
