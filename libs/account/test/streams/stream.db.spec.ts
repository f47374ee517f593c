import { LiveSignals, UnreadRegistry } from '#libs/live';
import { asksForStream, opensStream } from '#libs/testing';
import { type Account, accounts } from '#libs/testing/accounts';
import { type LiveStage, liveStage, notes } from './stream-stage.js';

let app: LiveStage;
let alice: Account;
let bob: Account;

beforeAll(async () => {
  app = await liveStage();
  ({ alice, bob } = await accounts(app, 'alice', 'bob'));
});
afterAll(() => app.close());

it('says first how it is, and under which headers', async () => {
  const client = await opensStream(app, alice);
  expect(client.status).toBe(200);
  expect(client.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    'x-request-id': expect.any(String),
  });
  expect(client.headers['content-encoding']).toBeUndefined();
  expect(client.frames).toEqual([
    {
      event: 'ready',
      data: {
        resumed: false,
        heartbeatSeconds: 15,
        unread: { notifications: 0, messages: 0, requests: 0 },
      },
    },
  ]);
  client.leave();
});

it('brings what people are told of, to all their streams and to nobody else', async () => {
  const [one, two, other] = await Promise.all([
    opensStream(app, alice),
    opensStream(app, alice),
    opensStream(app, bob),
  ]);
  await app.note([alice], 1);
  await app.note([alice, bob], 2);
  for (const client of [one, two]) {
    await client.until('test.note', 2);
    expect(notes(client)).toEqual(['1', '2']);
    expect(client.of('test.note').map(({ id }) => typeof id)).toEqual(['string', 'string']);
  }
  await other.until('test.note');
  expect(notes(other)).toEqual(['2']);
  [one, two, other].forEach((client) => client.leave());
});

it('goes on after the last id, with what came meanwhile, once and in order', async () => {
  const before = await opensStream(app, alice);
  await app.note([alice], 10);
  const { id } = await before.until('test.note');
  before.leave();
  for (let number = 11; number < 131; number += 1) {
    await app.note([alice], number);
  }
  const after = await opensStream(app, alice, id);
  expect(after.frames[0]!.data.resumed).toBe(true);
  await after.until('test.note', 120);
  expect(notes(after)).toEqual(Array.from({ length: 120 }, (_, i) => String(11 + i)));
  after.leave();
});

it('takes the last id from the address, and from the header first', async () => {
  const first = await opensStream(app, bob);
  await app.note([bob], 20);
  await app.note([bob], 21);
  await first.until('test.note', 2);
  const [one, two] = first.of('test.note').map(({ id }) => id!);
  first.leave();
  const query = `?lastEventId=${one!}`;
  const byAddress = await asksForStream(app, bob, { query });
  await byAddress.until('test.note');
  expect(notes(byAddress)).toEqual(['21']);
  byAddress.leave();
  const byHeader = await asksForStream(app, bob, { headers: { 'last-event-id': two! }, query });
  await byHeader.until('ready');
  await app.note([bob], 22);
  await byHeader.until('test.note');
  expect(notes(byHeader)).toEqual(['22']);
  byHeader.leave();
});

it.each([
  [
    'another person’s id',
    async () => {
      const client = await opensStream(app, alice);
      await app.note([alice], 30);
      await client.until('test.note');
      client.leave();
      return client.lastId!;
    },
  ],
  ['an id of a log that is longer than ours', () => Promise.resolve('zik0zj-zik0zj')],
])('begins anew after %s', async (_name, idOf) => {
  const client = await opensStream(app, bob, await idOf());
  expect(client.frames[0]!.data.resumed).toBe(false);
  const reset = await client.until('reset');
  expect(reset).toEqual({ event: 'reset', id: expect.any(String), data: {} });
  await app.note([bob], 31);
  await client.until('test.note');
  client.leave();
  const again = await opensStream(app, bob, reset.id);
  await again.until('test.note');
  expect([again.frames[0]!.data.resumed, notes(again)]).toEqual([true, ['31']]);
  again.leave();
});

it('begins anew when something that was missed is not kept any more', async () => {
  const client = await opensStream(app, bob);
  await app.note([bob], 40);
  const { id } = await client.until('test.note');
  client.leave();
  await app.note([bob], 41);
  await app.note([bob], 42);
  await app.sql(`delete from live_event where user_id = $1 and subject_id = 41`, [bob.id]);
  const again = await opensStream(app, bob, id);
  await again.until('reset');
  expect([again.frames[0]!.data.resumed, notes(again)]).toEqual([false, []]);
  again.leave();
});

it('skips what the person must not see any more, and goes on behind it', async () => {
  app.hidden.add('1050');
  const client = await opensStream(app, alice);
  await app.note([alice], 1050);
  await app.note([alice], 1051);
  await client.until('test.note');
  expect(notes(client)).toEqual(['1051']);
  client.leave();
});

it.each(['x y', '%00', '1', 'a-b-c', '1'.repeat(2_001)])('refuses the id %j', async (id) => {
  const { status, body } = await app.request({
    method: 'GET',
    url: `/v1/stream?lastEventId=${encodeURIComponent(id)}`,
    as: alice,
  });
  expect([status, body.code]).toEqual([400, 'invalid-cursor']);
});

it('answers HEAD with the headers of a stream, and nothing more', async () => {
  const { status, headers, text } = await app.request({
    method: 'HEAD',
    url: '/v1/stream',
    as: alice,
  });
  expect([status, text]).toEqual([200, '']);
  expect(headers['content-type']).toBe('text/event-stream; charset=utf-8');
});

it.each(['POST', 'PUT', 'DELETE'] as const)('knows no %s', async (method) => {
  const { status, headers } = await app.request({ method, url: '/v1/stream', as: alice });
  expect([status, headers['allow']]).toEqual([405, 'GET, HEAD']);
});

it('asks for a token that is good', async () => {
  for (const token of ['', 'wrong']) {
    const client = await asksForStream(app, { token });
    expect(client.status).toBe(401);
    expect(client.headers['content-type']).toMatch(/^application\/problem\+json/);
  }
});

it('tells the unread numbers anew when they change', async () => {
  const numbers = jest.spyOn(app.get(UnreadRegistry), 'of');
  numbers.mockImplementation((userIds) =>
    Promise.resolve(
      new Map(userIds.map((id) => [id, { notifications: 3, messages: 0, requests: 0 }])),
    ),
  );
  const [client, other] = await Promise.all([opensStream(app, alice), opensStream(app, bob)]);
  app.get(LiveSignals).unread([alice.id]);
  expect((await client.until('unread')).data).toMatchObject({ notifications: 3 });
  expect(other.of('unread')).toEqual([]);
  numbers.mockRestore();
  [client, other].forEach((stream) => stream.leave());
});

it('counts what is unread', async () => {
  const { status, body } = await app.request({ method: 'GET', url: '/v1/me/unread', as: alice });
  expect([status, body]).toEqual([200, { notifications: 0, messages: 0, requests: 0 }]);
});
