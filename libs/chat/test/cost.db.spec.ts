import pg from 'pg';
import { UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { effortOf } from '#libs/testing';
import { crowd, people, type Person } from '#libs/testing/people';
import { uploads } from '#libs/testing/uploads';
import { MessageReader } from '../src/message/message.reader.js';
import { RoomListReader } from '../src/reading/room-list.reader.js';
import type { RoomId } from '../src/room/room.js';
import { RoomAccessReader } from '../src/room/room-access.reader.js';
import { RoomClosingRepository } from '../src/room/room-closing.repository.js';
import { type ChatStage, chatStage } from './stage.js';

/** Messages of the long room. */
const MANY = 100_000;

/** Rooms of the person who has many. */
const ROOMS = 10_000;

/** Begin and end of transactions are no statements here, nor is what the guard and the signals ask. */
const NOT_OURS = /^\s*(begin|start transaction|commit|rollback)\b|pg_notify|\bfrom session\b/i;

let app: ChatStage;
let alice: Person;
let bob: Person;
let room: RoomId;
let hub: Person;

/** Gives the hub many rooms in which the partner has written last. */
async function makeRooms(): Promise<void> {
  await app.sql(
    `with partner as (
      insert into user_account (email, email_folded, full_name, full_name_folded, password_hash)
      select name, name, 'Many', 'many', 'x'
      from (select 'many' || n || '@cost.test' as name from generate_series(1, $2::int) n) made
      returning id
    ), room as (
      insert into room (low_id, high_id, last_number, asked_by, accepted_at)
      select least(id, $1::bigint), greatest(id, $1::bigint), 1, id, now() from partner
      returning id, asked_by
    ), written as (
      insert into message (room_id, number, sender_id, client_id, body)
      select id, 1, asked_by, 'made', 'x' from room
      returning id, room_id, sender_id
    )
    insert into room_member (user_id, room_id, heard_number, last_position)
    select member.id, room_id, member.heard, written.id
    from written
    cross join lateral (values ($1::bigint, 1), (sender_id, 0)) as member (id, heard)`,
    [hub.id, ROOMS],
  );
}

/** Suspends the partners of so many rooms, and makes as many others the hub's own questions. */
async function closeAndAsk(count: number): Promise<void> {
  const rooms = await app.sql<{ id: RoomId; partner: UserId }>(
    `select id, low_id + high_id - $1 as partner from room where $1 in (low_id, high_id)
    order by id limit $2`,
    [hub.id, 2 * count],
  );
  const closed = rooms.slice(0, count);
  const asked = rooms.slice(count).map(({ id }) => id);
  await app.sql(`update user_account set is_active = false where id = any ($1)`, [
    closed.map(({ partner }) => partner),
  ]);
  const marked = closed.map(({ id }) => ({ roomId: id, userId: hub.id }));
  await app.get(UnitOfWork).run(() => app.get(RoomClosingRepository).settle(marked));
  await app.sql(
    `with room as (
      update room set asked_by = $1, accepted_at = null where id = any ($2) returning id
    )
    update room_member set is_waiting = true
    where user_id = $1 and room_id in (select id from room)`,
    [hub.id, asked],
  );
}

async function analyze(): Promise<void> {
  const client = new pg.Client({ connectionString: app.database.url });
  await client.connect();
  await client.query('analyze room, room_member, message, user_account');
  await client.end();
}

beforeAll(async () => {
  app = await chatStage();
  ({ alice, bob } = await people(app, 'alice', 'bob'));
  room = await app.friends(alice, bob);
  await app.sql(
    `insert into message (room_id, number, sender_id, client_id, body)
    select $1, n, case n % 2 when 0 then $2::bigint else $3::bigint end, 'made' || n, 'x'
    from generate_series(1, $4::int) n`,
    [room, alice.id, bob.id, MANY],
  );
  await app.sql(
    `update room set last_number = $2, asked_by = $3, accepted_at = now() where id = $1`,
    [room, MANY, alice.id],
  );
  await app.sql(`update room_member set heard_number = $2 where room_id = $1`, [room, MANY]);
  for (const friend of await crowd(app, 30)) {
    await app.send(friend, await app.friends(friend, alice));
  }
  hub = (await people(app, 'hub')).hub;
  await makeRooms();
  await analyze();
});
afterAll(() => app.close());

/** Statements that the driver sends meanwhile. */
async function statementsOf(act: () => Promise<{ status: number }>): Promise<number> {
  const spy = jest.spyOn(pg.Client.prototype, 'query');
  const { status } = await act();
  const sent = spy.mock.calls.map(([one]) =>
    String(typeof one === 'string' ? one : Reflect.get(Object(one), 'text')),
  );
  spy.mockRestore();
  expect(status).toBeLessThan(300);
  return sent.filter((statement) => !NOT_OURS.test(statement)).length;
}

it('sends a message by at most six statements, its answer included', async () => {
  expect(await statementsOf(() => app.send(alice, room))).toBeLessThanOrEqual(6);
});

it('sends pictures, and asks a stranger, by at most seven', async () => {
  const mediaIds = [await uploads(app, alice), await uploads(app, alice)];
  await app.settle();
  expect(await statementsOf(() => app.send(alice, room, { mediaIds }))).toBeLessThanOrEqual(7);
  const { carol } = await people(app, 'carol');
  const asked = await app.room(alice, carol);
  expect(await statementsOf(() => app.send(alice, asked))).toBeLessThanOrEqual(7);
});

it('lists rooms and messages by as many statements, however many are listed', async () => {
  for (const path of ['rooms', `rooms/${room}/messages`, 'rooms?unread=true']) {
    const counts = new Set<number>();
    for (const limit of [1, 20, 100]) {
      const url = `${path}${path.includes('?') ? '&' : '?'}limit=${limit}`;
      counts.add(await statementsOf(() => app.read(alice, url)));
    }
    expect([path, [...counts]]).toEqual([path, [expect.any(Number)]]);
    expect(Math.max(...counts)).toBeLessThanOrEqual(3);
  }
});

it('costs the same on page 50 of a hundred thousand messages as on the first, both ways', async () => {
  const reader = app.get(MessageReader);
  const own = await app.get(RoomAccessReader).of(alice.viewer, room);
  const ways = [
    (cursor?: string) => reader.newest(alice.viewer, own, { limit: 20, cursor }),
    (cursor?: string) => reader.following(alice.viewer, own, 10, { limit: 20, cursor }),
  ];
  for (const page of ways) {
    const first = await effortOf(app, () => page());
    let cursor: string | undefined;
    for (let number = 1; number < 50; number += 1) {
      cursor = (await page(cursor)).nextCursor ?? undefined;
    }
    const fiftieth = await effortOf(app, () => page(cursor));
    expect([first.statements, fiftieth.statements]).toEqual([1, 1]);
    expect(fiftieth.buffers).toBeLessThanOrEqual(first.buffers + 10);
    expect(fiftieth.rows).toBeLessThanOrEqual(first.rows + 10);
  }
});

it('finds closed, waiting and unread rooms among ten thousand without walking them, page 50 as page 1', async () => {
  const rooms = app.get(RoomListReader);
  const some = { limit: 20 };
  const lists = [
    (cursor?: string) => rooms.page(hub.viewer, { ...some, state: 'closed', cursor }),
    (cursor?: string) => rooms.page(hub.viewer, { ...some, state: 'waiting', cursor }),
    (cursor?: string) => rooms.page(hub.viewer, { ...some, state: 'open', cursor }),
    (cursor?: string) => rooms.page(hub.viewer, { ...some, unread: true, cursor }),
    (cursor?: string) => rooms.page(hub.viewer, { ...some, cursor }),
  ];
  const [closed, waiting] = lists;
  for (const none of [closed!, waiting!]) {
    const { rows, buffers } = await effortOf(app, () => none());
    expect([rows, buffers]).toEqual([0, expect.any(Number)]);
    expect(buffers).toBeLessThan(20);
  }
  await closeAndAsk(1_100);
  await analyze();
  for (const page of lists) {
    const first = await effortOf(app, () => page());
    let cursor: string | undefined;
    for (let number = 1; number < 50; number += 1) {
      cursor = (await page(cursor)).nextCursor!;
    }
    const fiftieth = await effortOf(app, () => page(cursor));
    expect(fiftieth.buffers).toBeLessThanOrEqual(first.buffers + 50);
    expect(fiftieth.rows).toBeLessThanOrEqual(first.rows + 50);
  }
});
