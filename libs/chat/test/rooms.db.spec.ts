import { restores, suspends } from '#libs/testing/accounts';
import { crowd, people, type Person } from '#libs/testing/people';
import { ChatStage, refusal } from './chat-stage.js';

let stage: ChatStage;
let alice: Person;
let bob: Person;
let carol: Person;

beforeAll(async () => {
  stage = await ChatStage.open();
});
beforeEach(async () => {
  ({ alice, bob, carol } = await people(stage.app, 'alice', 'bob', 'carol'));
});
afterAll(() => stage.close());

it('opens one room for two people, whoever asks', async () => {
  const { status, body } = await stage.act(alice, 'PUT', `users/${bob.id}/room`);
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
  expect(await stage.room(bob, alice)).toBe(body.id);
  expect(await stage.room(alice, bob)).toBe(body.id);
});

it('shows a room without messages to whoever opened it only', async () => {
  const room = await stage.room(alice, bob);
  expect((await stage.read(bob, 'rooms')).body.items).toEqual([]);
  expect(refusal(await stage.read(bob, `rooms/${room}`))).toEqual([404, 'not-found']);
  expect(refusal(await stage.send(bob, room))).toEqual([404, 'not-found']);
  expect((await stage.read(alice, 'rooms')).body.items).toHaveLength(1);
});

it('opens no room with oneself, with nobody, and with whom one can’t see', async () => {
  await stage.block(carol, alice);
  const suspended = (await people(stage.app, 'suspended')).suspended;
  await suspends(stage.app, suspended);
  const open = async (id: string) => refusal(await stage.act(alice, 'PUT', `users/${id}/room`));
  expect(await open(alice.id)).toEqual([422, 'cannot-message-self']);
  expect(await open('1')).toEqual([404, 'not-found']);
  expect(await open(carol.id)).toEqual([404, 'not-found']);
  expect(await open(suspended.id)).toEqual([404, 'not-found']);
});

it('gives a blocker a closed room in which nothing can be sent', async () => {
  await stage.block(alice, bob);
  const { status, body } = await stage.act(alice, 'PUT', `users/${bob.id}/room`);
  expect([status, body.state, body.partner.id]).toEqual([200, 'closed', bob.id]);
  expect(refusal(await stage.send(alice, body.id))).toEqual([422, 'room-closed']);
});

describe('a room', () => {
  let room: string;

  beforeEach(async () => {
    room = await stage.friends(alice, bob);
    await stage.send(alice, room);
    await stage.send(bob, room);
  });

  it('is closed by a block for both, stays readable, and opens again', async () => {
    await stage.block(bob, alice);
    const mine = (await stage.read(alice, `rooms/${room}`)).body;
    expect(mine).toMatchObject({ state: 'closed', partner: null, unreadCount: 0 });
    const theirs = (await stage.read(bob, `rooms/${room}`)).body;
    expect(theirs).toMatchObject({ state: 'closed', partner: { id: alice.id } });
    for (const person of [alice, bob]) {
      expect(refusal(await stage.send(person, room))).toEqual([422, 'room-closed']);
      expect(await stage.numbers(person, room)).toEqual([2, 1]);
      expect((await stage.read(person, 'rooms?state=closed')).body.items).toHaveLength(1);
      expect((await stage.read(person, 'rooms?state=open')).body.items).toEqual([]);
    }
    expect(await stage.unread(alice)).toEqual({ messages: 0, requests: 0 });
    await stage.unblock(bob, alice);
    expect((await stage.read(alice, `rooms/${room}`)).body).toMatchObject({ state: 'open' });
    expect(await stage.unread(alice)).toEqual({ messages: 1, requests: 0 });
    expect((await stage.send(alice, room)).status).toBe(201);
  });

  it('is closed while the partner is inactive', async () => {
    await suspends(stage.app, bob);
    expect((await stage.read(alice, `rooms/${room}`)).body).toMatchObject({
      state: 'closed',
      partner: null,
    });
    await restores(stage.app, bob);
    expect((await stage.read(alice, `rooms/${room}`)).body.state).toBe('open');
  });

  it('is found as closed while it is, with or without messages', async () => {
    const { dave } = await people(stage.app, 'dave');
    const empty = await stage.room(alice, dave);
    const found = async (state: string) =>
      (await stage.read(alice, `rooms?state=${state}`)).body.items.map(
        ({ id }: { id: string }) => id,
      );
    expect([await found('open'), await found('closed')]).toEqual([[empty, room], []]);
    for (const partner of [bob, dave]) {
      await suspends(stage.app, partner);
    }
    await stage.app.settle();
    expect([await found('open'), await found('closed')]).toEqual([[], [empty, room]]);
    await stage.block(alice, carol);
    const blocked = await stage.room(alice, carol);
    expect(await found('closed')).toEqual([blocked, empty, room]);
    for (const partner of [bob, dave]) {
      await restores(stage.app, partner);
    }
    await stage.app.settle();
    await stage.unblock(alice, carol);
    expect([await found('open'), await found('closed')]).toEqual([[blocked, empty, room], []]);
    const marked = await stage.app.sql(`select from room_member where user_id = $1 and is_closed`, [
      alice.id,
    ]);
    expect(marked).toEqual([]);
  });

  it('is muted by a change of the version that was seen', async () => {
    const { headers } = await stage.read(alice, `rooms/${room}`);
    const change = { method: 'PATCH', url: `/v1/rooms/${room}`, as: alice } as const;
    const etag = String(headers['etag']);
    const body = { isMuted: true };
    const changed = await stage.app.request({ ...change, body, headers: { 'if-match': etag } });
    expect([changed.status, changed.body.isMuted]).toEqual([200, true]);
    const again = await stage.app.request({ ...change, body, headers: { 'if-match': etag } });
    expect(refusal(again)).toEqual([412, 'precondition-failed']);
    expect(await stage.unread(alice)).toEqual({ messages: 0, requests: 0 });
    expect((await stage.read(alice, `rooms/${room}`)).body.unreadCount).toBe(1);
    expect((await stage.read(bob, `rooms/${room}`)).body.isMuted).toBe(false);
  });

  it('is gone for whoever removes it, with what is in it, and the other is not told', async () => {
    const before = (await stage.read(bob, `rooms/${room}`)).body;
    expect((await stage.act(alice, 'DELETE', `rooms/${room}`)).status).toBe(204);
    expect((await stage.act(alice, 'DELETE', `rooms/${room}`)).status).toBe(204);
    expect(refusal(await stage.read(alice, `rooms/${room}`))).toEqual([404, 'not-found']);
    expect(refusal(await stage.read(alice, `rooms/${room}/messages`))).toEqual([404, 'not-found']);
    expect((await stage.read(alice, 'rooms')).body.items).toEqual([]);
    expect(await stage.unread(alice)).toEqual({ messages: 0, requests: 0 });
    expect((await stage.read(bob, `rooms/${room}`)).body).toEqual(before);
  });

  it('comes back with what is new, by a message or by opening it', async () => {
    await stage.act(alice, 'DELETE', `rooms/${room}`);
    expect(await stage.room(alice, bob)).toBe(room);
    expect(await stage.numbers(alice, room)).toEqual([]);
    expect((await stage.read(alice, `rooms/${room}`)).body.lastMessage).toBeNull();
    await stage.act(alice, 'DELETE', `rooms/${room}`);
    await stage.send(bob, room);
    expect(await stage.numbers(alice, room)).toEqual([3]);
    expect(await stage.numbers(bob, room)).toEqual([3, 2, 1]);
    expect(await stage.unread(alice)).toEqual({ messages: 1, requests: 0 });
  });

  it('is no room of anybody else', async () => {
    for (const path of [`rooms/${room}`, `rooms/${room}/messages`]) {
      expect(refusal(await stage.read(carol, path))).toEqual([404, 'not-found']);
    }
    const message = (await stage.read(alice, `rooms/${room}/messages`)).body.items[0].id;
    for (const answer of [
      await stage.send(carol, room),
      await stage.act(carol, 'PATCH', `rooms/${room}`, { isMuted: true }),
      await stage.act(carol, 'DELETE', `rooms/${room}`),
      await stage.act(carol, 'PUT', `rooms/${room}/accepted`),
      await stage.act(carol, 'PUT', `rooms/${room}/read`, { number: 1 }),
      await stage.act(carol, 'DELETE', `messages/${message}`),
    ]) {
      expect(refusal(answer)).toEqual([404, 'not-found']);
    }
    expect(await stage.numbers(alice, room)).toEqual([2, 1]);
  });
});

describe('the list', () => {
  it('goes by last message, page by page, without those that one is asked in', async () => {
    const others = await crowd(stage.app, 7);
    const rooms: string[] = [];
    for (const other of others) {
      rooms.push(await stage.friends(alice, other));
    }
    for (const index of [2, 0, 5]) {
      await stage.send(others[index]!, rooms[index]!);
    }
    await stage.send(carol, await stage.room(carol, alice));
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await stage.read(alice, `rooms?limit=3${cursor}`);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      if (body.nextCursor === null) {
        break;
      }
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(seen).toEqual([5, 0, 2, 6, 4, 3, 1].map((index) => rooms[index]));
    const unread = (await stage.read(alice, 'rooms?unread=true')).body.items;
    expect(unread.map(({ id }: { id: string }) => id)).toEqual([5, 0, 2].map((i) => rooms[i]));
    expect((await stage.read(alice, 'rooms?unread=false')).body.items).toHaveLength(4);
    const asked = (await stage.read(alice, 'rooms?state=request')).body.items;
    expect(asked).toMatchObject([{ partner: { id: carol.id }, state: 'request' }]);
  });
});
