import { people, type Person } from '#libs/testing/people';
import { ChatStage } from './chat-stage.js';

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

it('has a message wholly before or after a block', async () => {
  const room = await stage.friends(alice, bob);
  let stored = 0;
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
