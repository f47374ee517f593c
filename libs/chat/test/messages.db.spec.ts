import { blocks, mutes, unmutes } from '#libs/testing/graph';
import { people, type Person } from '#libs/testing/people';
import { type ChatStage, chatStage, refusal } from './stage.js';

let app: ChatStage;
let alice: Person;
let bob: Person;
let room: string;

beforeAll(async () => {
  app = await chatStage();
});
beforeEach(async () => {
  ({ alice, bob } = await people(app, 'alice', 'bob'));
  room = await app.friends(alice, bob);
});
afterAll(() => app.close());

it('sends a message, and shows its `clientId` to its sender only', async () => {
  const { status, body, headers } = await app.send(alice, room, { clientId: 'x_Y-9' });
  expect([status, headers['location'], body]).toEqual([
    201,
    `/v1/rooms/${room}/messages`,
    {
      id: expect.any(String),
      roomId: room,
      number: 1,
      senderId: alice.id,
      clientId: 'x_Y-9',
      body: 'Hello',
      images: [],
      isDeleted: false,
      createdAt: expect.any(String),
    },
  ]);
  expect(await app.items(alice, `rooms/${room}/messages`)).toEqual([body]);
  const theirs = { ...body, clientId: null };
  expect(await app.items(bob, `rooms/${room}/messages`)).toEqual([theirs]);
  expect((await app.seen(bob, room)).lastMessage).toEqual(theirs);
});

it('is the same message for the same `clientId`, and 422 for another content', async () => {
  const first = await app.send(alice, room, { clientId: 'one' });
  const again = await app.send(alice, room, { clientId: 'one' });
  expect([again.status, again.body]).toEqual([201, first.body]);
  const other = await app.send(alice, room, { clientId: 'one', body: 'Else' });
  expect(refusal(other)).toEqual([422, 'client-id-reused']);
  expect((await app.send(bob, room, { clientId: 'one', body: 'Mine' })).body.number).toBe(2);
  expect(await app.numbers(alice, room)).toEqual([2, 1]);
});

it('knows a `clientId` in one room only', async () => {
  const { carol } = await people(app, 'carol');
  const other = await app.friends(alice, carol);
  const [one, two] = [
    await app.send(alice, room, { clientId: 'same' }),
    await app.send(alice, other, { clientId: 'same', body: 'Else' }),
  ];
  expect([one.status, two.status]).toEqual([201, 201]);
});

it('answers a repeated message also when the room is closed or removed by now', async () => {
  const first = await app.send(alice, room, { clientId: 'one' });
  await blocks(app, bob, alice);
  expect((await app.send(alice, room, { clientId: 'one' })).body).toEqual(first.body);
});

it('numbers what both send at once without gaps', async () => {
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) => app.send(i % 2 === 0 ? alice : bob, room)),
  );
  const numbers = answers.map(({ body }) => body.number as number).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
});

it.each([
  ['no text and no pictures', { body: undefined }, '/body'],
  ['blanks', { body: ' \n\t ' }, '/body'],
  ['NUL', { body: 'a\0b' }, '/body'],
  ['a lone surrogate', { body: 'a\ud800' }, '/body'],
  ['4,001 characters', { body: 'a'.repeat(4_001) }, '/body'],
  ['a `clientId` of 65 characters', { clientId: 'c'.repeat(65) }, '/clientId'],
  ['a `clientId` with a blank', { clientId: 'c c' }, '/clientId'],
  ['no `clientId`', { clientId: undefined }, '/clientId'],
  ['five pictures', { mediaIds: ['1', '2', '3', '4', '5'] }, '/mediaIds'],
])('refuses %s', async (_name, message, pointer) => {
  const { status, body } = await app.send(alice, room, message);
  expect([status, body.code, body.errors[0].pointer]).toEqual([400, 'validation-failed', pointer]);
});

it('takes 4,000 characters of any kind', async () => {
  const text = '🙂'.repeat(4_000);
  expect((await app.send(alice, room, { body: text })).body.body).toBe(text);
});

it('gives what follows a number, oldest first, and refuses one past the last', async () => {
  for (let i = 0; i < 5; i += 1) {
    await app.send(alice, room);
  }
  expect(await app.numbers(bob, room, '?after=2')).toEqual([3, 4, 5]);
  expect(await app.numbers(bob, room, '?after=5')).toEqual([]);
  const { body } = await app.read(bob, `rooms/${room}/messages?after=0&limit=2`);
  const cursor = String(body.nextCursor);
  expect(await app.numbers(bob, room, `?after=0&limit=2&cursor=${cursor}`)).toEqual([3, 4]);
  expect(refusal(await app.read(bob, `rooms/${room}/messages?after=6`))).toEqual([
    422,
    'out-of-range',
  ]);
  expect((await app.read(bob, `rooms/${room}/messages?after=x`)).status).toBe(400);
});

describe('deleting', () => {
  it('leaves a tombstone for both of an own message', async () => {
    const { body: sent } = await app.send(alice, room, { clientId: 'gone' });
    await app.send(alice, room);
    expect(await app.unread(bob)).toMatchObject({ messages: 2 });
    expect((await app.act(alice, 'DELETE', `messages/${sent.id}`)).status).toBe(204);
    expect((await app.act(alice, 'DELETE', `messages/${sent.id}`)).status).toBe(204);
    for (const person of [alice, bob]) {
      const [, tombstone] = await app.items(person, `rooms/${room}/messages`);
      expect(tombstone).toMatchObject({ number: 1, body: null, images: [], isDeleted: true });
    }
    expect(await app.unread(bob)).toMatchObject({ messages: 1 });
    const [row] = await app.sql(`select body, content_hash from message where id = $1`, [sent.id]);
    expect(row).toEqual({ body: null, content_hash: null });
    const again = await app.send(alice, room, { clientId: 'gone' });
    expect([again.status, again.body]).toMatchObject([201, { id: sent.id, isDeleted: true }]);
  });

  it('hides one of the partner for oneself only', async () => {
    const { body: sent } = await app.send(alice, room);
    expect((await app.act(bob, 'DELETE', `messages/${sent.id}`)).status).toBe(204);
    const [mine] = await app.items(bob, `rooms/${room}/messages`);
    expect(mine).toMatchObject({ number: 1, body: null, isDeleted: true });
    expect(await app.seen(bob, room)).toMatchObject({
      lastMessage: { isDeleted: true },
      unreadCount: 0,
    });
    expect(await app.unread(bob)).toMatchObject({ messages: 0 });
    const [theirs] = await app.items(alice, `rooms/${room}/messages`);
    expect(theirs).toEqual(sent);
  });
});

describe('reading', () => {
  beforeEach(async () => {
    for (let i = 0; i < 3; i += 1) {
      await app.send(alice, room);
    }
  });

  const readUpTo = (number: unknown) => app.act(bob, 'PUT', `rooms/${room}/read`, { number });

  it('goes forwards only, and not past the last message', async () => {
    expect((await readUpTo(2)).body).toEqual({ readNumber: 2, unreadCount: 1 });
    expect((await readUpTo(1)).body).toEqual({ readNumber: 2, unreadCount: 1 });
    expect(refusal(await readUpTo(4))).toEqual([422, 'out-of-range']);
    expect(refusal(await readUpTo('2'))).toEqual([400, 'validation-failed']);
    expect(await app.unread(bob)).toMatchObject({ messages: 1 });
    expect((await readUpTo(3)).body).toEqual({ readNumber: 3, unreadCount: 0 });
  });

  it('shows to the partner when both want it', async () => {
    await readUpTo(2);
    const partnerRead = async () =>
      (await app.seen(alice, room)).partnerReadNumber as number | null;
    expect(await partnerRead()).toBe(2);
    for (const person of [alice, bob]) {
      await app.act(person, 'PATCH', 'me/chat-settings', { readReceipts: false });
      expect(await partnerRead()).toBeNull();
      await app.act(person, 'PATCH', 'me/chat-settings', { readReceipts: true });
    }
    expect(await partnerRead()).toBe(2);
  });

  it('is done by sending', async () => {
    await app.send(bob, room);
    expect(await app.seen(bob, room)).toMatchObject({
      readNumber: 4,
      unreadCount: 0,
    });
  });

  it('is told no further than a hundred', async () => {
    await app.sql(
      `with more as (
        insert into message (room_id, number, sender_id, client_id, body)
        select $1, 3 + n, $2, 'made' || n, 'x' from generate_series(1, 150) n
      ), room as (update room set last_number = 153 where id = $1)
      update room_member set heard_number = 153 where room_id = $1 and user_id = $3`,
      [room, alice.id, bob.id],
    );
    expect(await app.unread(bob)).toMatchObject({ messages: 100 });
    expect((await app.seen(bob, room)).unreadCount).toBe(100);
  });

  it('counts nothing of somebody who is muted', async () => {
    await mutes(app, bob, alice);
    expect(await app.unread(bob)).toEqual({ messages: 0, requests: 0 });
    await unmutes(app, bob, alice);
    expect(await app.unread(bob)).toEqual({ messages: 3, requests: 0 });
  });
});
