import { UnitOfWork } from '#libs/database';
import { DomainError } from '#libs/kernel';
import { isAwaited, outcome } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { blocks } from '#libs/testing/graph';
import { people, type Person } from '#libs/testing/people';
import { MessageRepository } from '../src/message/message.repository.js';
import { RoomAnsweringService } from '../src/opening/room-answering.service.js';
import { RoomKeepingService } from '../src/opening/room-keeping.service.js';
import type { RoomId } from '../src/room/room.js';
import { SendingService } from '../src/writing/sending.service.js';
import { ChatStage, newClientId } from './chat-stage.js';

/** How often each race is run; each ends in one of its orders. */
const RUNS = 12;

let stage: ChatStage;
let alice: Person;
let bob: Person;

beforeAll(async () => {
  stage = await ChatStage.open();
});
beforeEach(async () => {
  ({ alice, bob } = await people(stage.app, 'alice', 'bob'));
});
afterAll(() => stage.close());

const bobBlocks = () => blocks(stage.app, bob, alice);
const bobAccepts = (room: string) =>
  stage.app.get(RoomAnsweringService).accept(bob.viewer, room as RoomId);
const removes = (room: string) =>
  stage.app.get(RoomKeepingService).remove(bob.viewer, room as RoomId, undefined);
const sends = (room: string, clientId = newClientId()) =>
  stage.app
    .get(SendingService)
    .send(alice.viewer, room as RoomId, { clientId, body: 'Hello', mediaIds: [] });

/** Does one thing, and another that begins before the first has ended. @returns how the other ended; it had to wait */
async function meanwhile<T>(
  first: () => Promise<unknown>,
  other: () => Promise<T>,
): Promise<T | string> {
  let ended: T | string = '';
  const awaited = await isAwaited(stage.app, first, async () => {
    ended = await other().catch((error: unknown) =>
      error instanceof DomainError ? error.problem.code : String(error),
    );
  });
  expect(awaited).toBe(true);
  return ended;
}

describe('one `clientId`', () => {
  it('is one message and one answer of fifty that are sent at once', async () => {
    const room = await stage.friends(alice, bob);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => stage.send(alice, room, { clientId: 'fifty' })),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(await stage.numbers(bob, room)).toEqual([1]);
  });

  it('is looked for when the message before it has ended', async () => {
    const room = await stage.friends(alice, bob);
    let sent = '';
    const again = await meanwhile(
      async () => (sent = await sends(room, 'same')),
      () => sends(room, 'same'),
    );
    expect(again).toBe(sent);
    expect(await stage.numbers(bob, room)).toEqual([1]);
  });

  it('can’t be stored twice, whoever forgets to look', async () => {
    const room = (await stage.friends(alice, bob)) as RoomId;
    const sending = { roomId: room, senderId: alice.id, recipientId: bob.id, isAccepted: true };
    const draft = { clientId: 'same', body: 'Hello', mediaIds: [] };
    const stores = () =>
      stage.app.get(UnitOfWork).run(() => stage.app.get(MessageRepository).insert(sending, draft));
    expect(await outcome(stores())).toBe('done');
    expect(await outcome(stores())).toContain('uq_message_client');
    expect(await stage.numbers(bob, room)).toEqual([1]);
  });
});

describe('what waits for the other', () => {
  it('is a message for a block: it finds the room closed', async () => {
    const room = await stage.friends(alice, bob);
    expect(await meanwhile(bobBlocks, () => sends(room))).toBe('room-closed');
    expect(await stage.numbers(bob, room)).toEqual([]);
  });

  it('is a block for a message: it is there, and nothing follows', async () => {
    const room = await stage.friends(alice, bob);
    await meanwhile(() => sends(room), bobBlocks);
    expect(await stage.numbers(bob, room)).toEqual([1]);
    expect(await outcome(sends(room))).toBe('room-closed');
  });

  it('is a decline for an acceptance: an open room is removed', async () => {
    const room = await stage.room(alice, bob);
    await sends(room);
    await meanwhile(
      () => bobAccepts(room),
      () => removes(room),
    );
    expect((await stage.read(alice, `rooms/${room}`)).body.state).toBe('open');
    expect((await stage.read(bob, `rooms/${room}`)).status).toBe(404);
    expect(await outcome(sends(room))).toBe('done');
  });

  it('is an acceptance for a decline: there is nothing to accept', async () => {
    const room = await stage.room(alice, bob);
    await sends(room);
    const accepted = await meanwhile(
      () => removes(room),
      () => bobAccepts(room),
    );
    expect(accepted).toBe('not-found');
    expect((await stage.read(alice, `rooms/${room}`)).body.state).toBe('waiting');
    expect(await outcome(sends(room))).toBe('request-pending');
  });

  it('is a removal for a message: it is gone with the room', async () => {
    const room = await stage.friends(alice, bob);
    await meanwhile(
      () => sends(room),
      () => removes(room),
    );
    expect((await stage.read(bob, 'rooms')).body.items).toEqual([]);
    expect(await stage.unread(bob)).toEqual({ messages: 0, requests: 0 });
    await stage.room(bob, alice);
    expect(await stage.numbers(bob, room)).toEqual([]);
  });

  it('is a message for a removal: it brings the room back, alone, and the list is told', async () => {
    const room = await stage.friends(alice, bob);
    await sends(room);
    await meanwhile(
      () => removes(room),
      () => sends(room),
    );
    expect(await stage.numbers(bob, room)).toEqual([2]);
    expect(await stage.unread(bob)).toEqual({ messages: 1, requests: 0 });
    const told = await stage.app.sql<{ type: string }>(
      `select type from live_event where user_id = $1 order by seq desc limit 3`,
      [bob.id],
    );
    expect(told.map(({ type }) => type)).toEqual(['message', 'room', 'room.removed']);
  });
});

it('finds a room closed that a block closes while the partner comes back', async () => {
  const room = await stage.friends(alice, bob);
  for (let run = 0; run < RUNS / 2; run += 1) {
    await suspends(stage.app, bob);
    await restores(stage.app, bob);
    await Promise.all([stage.app.settle(), stage.block(alice, bob)]);
    const { items } = (await stage.read(alice, 'rooms?state=closed')).body;
    expect(items).toMatchObject([{ id: room, state: 'closed' }]);
    await stage.unblock(alice, bob);
    expect((await stage.read(alice, 'rooms?state=closed')).body.items).toEqual([]);
  }
});

it('has a message wholly before or after a block', async () => {
  const room = await stage.friends(alice, bob);
  // A block ends follows: who has written goes on after it.
  await sends(room);
  let stored = 1;
  for (let run = 0; run < RUNS; run += 1) {
    const [sent] = await Promise.all([stage.send(alice, room), stage.block(bob, alice)]);
    stored += sent.status === 201 ? 1 : 0;
    expect([201, 422]).toContain(sent.status);
    expect(sent.status === 201 || sent.body.code === 'room-closed').toBe(true);
    expect((await stage.send(alice, room)).status).toBe(422);
    await stage.unblock(bob, alice);
  }
  expect(await stage.numbers(bob, room)).toHaveLength(stored);
});

it('has an acceptance wholly before or after a decline', async () => {
  for (let run = 0; run < RUNS; run += 1) {
    const { asker, asked } = await people(stage.app, 'asker', 'asked');
    const room = await stage.room(asker, asked);
    await stage.send(asker, room);
    const [accepted, declined] = await Promise.all([
      stage.act(asked, 'PUT', `rooms/${room}/accepted`),
      stage.act(asked, 'DELETE', `rooms/${room}`),
    ]);
    expect(declined.status).toBe(204);
    // Accepted first: an open room was removed. Declined first: there was nothing to accept.
    const { state } = (await stage.read(asker, `rooms/${room}`)).body;
    expect([200, 404]).toContain(accepted.status);
    const [{ declined_at: declinedAt } = { declined_at: null }] = await stage.app.sql<{
      declined_at: Date | null;
    }>(`select declined_at from room_member where room_id = $1 and user_id = $2`, [room, asked.id]);
    const acceptedFirst = state === 'open';
    expect(declinedAt === null).toBe(acceptedFirst);
    const next = await stage.send(asker, room);
    expect(next.status).toBe(acceptedFirst ? 201 : 422);
  }
});

it('has a message wholly before or after a removal', async () => {
  const room = await stage.friends(alice, bob);
  for (let run = 0; run < RUNS; run += 1) {
    const [sent] = await Promise.all([
      stage.send(alice, room),
      stage.act(bob, 'DELETE', `rooms/${room}`),
    ]);
    expect(sent.status).toBe(201);
    const list = await stage.read(bob, `rooms/${room}/messages`);
    // Before: it is gone with the room. After: it brought the room back, alone.
    expect([list.status, list.body.items?.length]).toEqual(
      list.status === 404 ? [404, undefined] : [200, 1],
    );
    expect((await stage.unread(bob)).messages).toBe(list.status === 404 ? 0 : 1);
  }
});

it('has two first messages make one room that both may go on in', async () => {
  for (let run = 0; run < RUNS; run += 1) {
    const { one, other } = await people(stage.app, 'one', 'other');
    const [room, theirs] = await Promise.all([stage.room(one, other), stage.room(other, one)]);
    expect(theirs).toBe(room);
    const sent = await Promise.all([stage.send(one, room), stage.send(other, room)]);
    expect(sent.map(({ status, body }) => [status, body.number]).sort()).toEqual([
      [201, 1],
      [201, 2],
    ]);
    expect((await stage.read(one, `rooms/${room}`)).body.state).toBe('open');
  }
});
