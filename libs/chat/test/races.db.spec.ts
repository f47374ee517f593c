import { UnitOfWork } from '#libs/database';
import { DomainError } from '#libs/kernel';
import { isAwaited, outcome } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { blocks, unblocks } from '#libs/testing/graph';
import { people, type Person } from '#libs/testing/people';
import { MessageRepository } from '../src/message/message.repository.js';
import { RoomAnsweringService } from '../src/opening/room-answering.service.js';
import { RoomKeepingService } from '../src/opening/room-keeping.service.js';
import type { RoomId } from '../src/room/room.js';
import { SendingService } from '../src/writing/sending.service.js';
import { type ChatStage, chatStage, newClientId } from './stage.js';

/** How often each race is run; each ends in one of its orders. */
const RUNS = 12;

let app: ChatStage;
let alice: Person;
let bob: Person;

beforeAll(async () => {
  app = await chatStage();
});
beforeEach(async () => {
  ({ alice, bob } = await people(app, 'alice', 'bob'));
});
afterAll(() => app.close());

const bobBlocks = () => blocks(app, bob, alice);
const bobAccepts = (room: RoomId) => app.get(RoomAnsweringService).accept(bob.viewer, room);
const removes = (room: RoomId) => app.get(RoomKeepingService).remove(bob.viewer, room, undefined);
const sends = (room: RoomId, clientId = newClientId()) =>
  app.get(SendingService).send(alice.viewer, room, { clientId, body: 'Hello', mediaIds: [] });

/** Does one thing, and another that begins before the first has ended. @returns how the other ended; it had to wait */
async function meanwhile<T>(
  first: () => Promise<unknown>,
  other: () => Promise<T>,
): Promise<T | string> {
  let ended: T | string = '';
  const awaited = await isAwaited(app, first, async () => {
    ended = await other().catch((error: unknown) =>
      error instanceof DomainError ? error.problem.code : String(error),
    );
  });
  expect(awaited).toBe(true);
  return ended;
}

describe('one `clientId`', () => {
  it('is one message and one answer of fifty that are sent at once', async () => {
    const room = await app.friends(alice, bob);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => app.send(alice, room, { clientId: 'fifty' })),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(await app.numbers(bob, room)).toEqual([1]);
  });

  it('is looked for when the message before it has ended', async () => {
    const room = await app.friends(alice, bob);
    let sent = '';
    const again = await meanwhile(
      async () => (sent = await sends(room, 'same')),
      () => sends(room, 'same'),
    );
    expect(again).toBe(sent);
    expect(await app.numbers(bob, room)).toEqual([1]);
  });

  it('can’t be stored twice, whoever forgets to look', async () => {
    const room = await app.friends(alice, bob);
    const sending = { roomId: room, senderId: alice.id, recipientId: bob.id, isAccepted: true };
    const draft = { clientId: 'same', body: 'Hello', mediaIds: [] };
    const stores = () =>
      app.get(UnitOfWork).run(() => app.get(MessageRepository).insert(sending, draft));
    expect(await outcome(stores())).toBe('done');
    expect(await outcome(stores())).toContain('uq_message_client');
    expect(await app.numbers(bob, room)).toEqual([1]);
  });
});

describe('what waits for the other', () => {
  it('is a message for a block: it finds the room closed', async () => {
    const room = await app.friends(alice, bob);
    expect(await meanwhile(bobBlocks, () => sends(room))).toBe('room-closed');
    expect(await app.numbers(bob, room)).toEqual([]);
  });

  it('is a block for a message: it is there, and nothing follows', async () => {
    const room = await app.friends(alice, bob);
    await meanwhile(() => sends(room), bobBlocks);
    expect(await app.numbers(bob, room)).toEqual([1]);
    expect(await outcome(sends(room))).toBe('room-closed');
  });

  it('is a decline for an acceptance: an open room is removed', async () => {
    const room = await app.room(alice, bob);
    await sends(room);
    await meanwhile(
      () => bobAccepts(room),
      () => removes(room),
    );
    expect((await app.seen(alice, room)).state).toBe('open');
    expect((await app.read(bob, `rooms/${room}`)).status).toBe(404);
    expect(await outcome(sends(room))).toBe('done');
  });

  it('is an acceptance for a decline: there is nothing to accept', async () => {
    const room = await app.room(alice, bob);
    await sends(room);
    const accepted = await meanwhile(
      () => removes(room),
      () => bobAccepts(room),
    );
    expect(accepted).toBe('not-found');
    expect((await app.seen(alice, room)).state).toBe('waiting');
    expect(await outcome(sends(room))).toBe('request-pending');
  });

  it('is a removal for a message: it is gone with the room', async () => {
    const room = await app.friends(alice, bob);
    await meanwhile(
      () => sends(room),
      () => removes(room),
    );
    expect(await app.items(bob, 'rooms')).toEqual([]);
    expect(await app.unread(bob)).toEqual({ messages: 0, requests: 0 });
    await app.room(bob, alice);
    expect(await app.numbers(bob, room)).toEqual([]);
  });

  it('is a message for a removal: it brings the room back, alone, and the list is told', async () => {
    const room = await app.friends(alice, bob);
    await sends(room);
    await meanwhile(
      () => removes(room),
      () => sends(room),
    );
    expect(await app.numbers(bob, room)).toEqual([2]);
    expect(await app.unread(bob)).toEqual({ messages: 1, requests: 0 });
    const told = await app.sql<{ type: string }>(
      `select type from live_event where user_id = $1 order by seq desc limit 3`,
      [bob.id],
    );
    expect(told.map(({ type }) => type)).toEqual(['message', 'room', 'room.removed']);
  });
});

it('finds a room closed that a block closes while the partner comes back', async () => {
  const room = await app.friends(alice, bob);
  for (let run = 0; run < RUNS / 2; run += 1) {
    await suspends(app, bob);
    await restores(app, bob);
    await Promise.all([app.settle(), blocks(app, alice, bob)]);
    const { items } = (await app.read(alice, 'rooms?state=closed')).body;
    expect(items).toMatchObject([{ id: room, state: 'closed' }]);
    await unblocks(app, alice, bob);
    expect(await app.items(alice, 'rooms?state=closed')).toEqual([]);
  }
});

it('has a message wholly before or after a block', async () => {
  const room = await app.friends(alice, bob);
  // A block ends follows: who has written goes on after it.
  await sends(room);
  let stored = 1;
  for (let run = 0; run < RUNS; run += 1) {
    const [sent] = await Promise.all([app.send(alice, room), blocks(app, bob, alice)]);
    stored += sent.status === 201 ? 1 : 0;
    expect([201, 422]).toContain(sent.status);
    expect(sent.status === 201 || sent.body.code === 'room-closed').toBe(true);
    expect((await app.send(alice, room)).status).toBe(422);
    await unblocks(app, bob, alice);
  }
  expect(await app.numbers(bob, room)).toHaveLength(stored);
});

it('has an acceptance wholly before or after a decline', async () => {
  for (let run = 0; run < RUNS; run += 1) {
    const { asker, asked } = await people(app, 'asker', 'asked');
    const room = await app.room(asker, asked);
    await app.send(asker, room);
    const [accepted, declined] = await Promise.all([
      app.act(asked, 'PUT', `rooms/${room}/accepted`),
      app.act(asked, 'DELETE', `rooms/${room}`),
    ]);
    expect(declined.status).toBe(204);
    // Accepted first: an open room was removed. Declined first: there was nothing to accept.
    const { state } = await app.seen(asker, room);
    expect([200, 404]).toContain(accepted.status);
    const [{ declined_at: declinedAt } = { declined_at: null }] = await app.sql<{
      declined_at: Date | null;
    }>(`select declined_at from room_member where room_id = $1 and user_id = $2`, [room, asked.id]);
    const acceptedFirst = state === 'open';
    expect(declinedAt === null).toBe(acceptedFirst);
    const next = await app.send(asker, room);
    expect(next.status).toBe(acceptedFirst ? 201 : 422);
  }
});

it('has a message wholly before or after a removal', async () => {
  const room = await app.friends(alice, bob);
  for (let run = 0; run < RUNS; run += 1) {
    const [sent] = await Promise.all([
      app.send(alice, room),
      app.act(bob, 'DELETE', `rooms/${room}`),
    ]);
    expect(sent.status).toBe(201);
    const list = await app.read(bob, `rooms/${room}/messages`);
    // Before: it is gone with the room. After: it brought the room back, alone.
    expect([list.status, list.body.items?.length]).toEqual(
      list.status === 404 ? [404, undefined] : [200, 1],
    );
    expect((await app.unread(bob)).messages).toBe(list.status === 404 ? 0 : 1);
  }
});

it('has two first messages make one room that both may go on in', async () => {
  for (let run = 0; run < RUNS; run += 1) {
    const { one, other } = await people(app, 'one', 'other');
    const [room, theirs] = await Promise.all([app.room(one, other), app.room(other, one)]);
    expect(theirs).toBe(room);
    const sent = await Promise.all([app.send(one, room), app.send(other, room)]);
    expect(sent.map(({ status, body }) => [status, body.number]).sort()).toEqual([
      [201, 1],
      [201, 2],
    ]);
    expect((await app.seen(one, room)).state).toBe('open');
  }
});
