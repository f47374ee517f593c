import type { Id, UserId } from '#libs/kernel';
import { LivePresenters, LiveSignals, OpenStreams, type Unread, UnreadRegistry } from '#libs/live';
import { asksForStream, eventually, opensSocket, opensStream } from '#libs/testing';
import { type Account, account } from '#libs/testing/accounts';
import { Gate, type LiveStage, liveStage, notes } from './stream-stage.js';

let app: LiveStage;
let self: Account;
/** What is unread of everybody. */
let unread: Unread;

beforeAll(async () => {
  app = await liveStage();
});
beforeEach(async () => {
  self = await account(app, 'reader');
  unread = { notifications: 0, messages: 0, requests: 0 };
});
afterAll(() => app.close());
afterEach(() => jest.restoreAllMocks());

const numbers = (userIds: readonly UserId[]) => new Map(userIds.map((id) => [id, unread]));

it('tells a stream that is just beginning of a change of the unread numbers', async () => {
  const counted = new Gate();
  const go = new Gate();
  jest
    .spyOn(app.get(UnreadRegistry), 'of')
    .mockImplementationOnce(async (userIds) => {
      const before = numbers(userIds);
      counted.open();
      await go.passed;
      return before;
    })
    .mockImplementation((userIds) => {
      setImmediate(() => go.open());
      return Promise.resolve(numbers(userIds));
    });
  const opening = asksForStream(app, self);
  await counted.passed;
  unread = { ...unread, messages: 7 };
  app.get(LiveSignals).unread([self.id]);
  const stream = await opening;
  expect((await stream.until('ready')).data.unread.messages).toBe(0);
  expect((await stream.until('unread')).data.messages).toBe(7);
  stream.leave();
});

it('tells a stream that takes nothing for a while of it, when it takes more', async () => {
  const counts = jest.spyOn(app.get(UnreadRegistry), 'of');
  counts.mockImplementation((userIds) => Promise.resolve(numbers(userIds)));
  const large = { text: 'x'.repeat(100_000) };
  app.get(LivePresenters).register({
    type: 'test.large',
    present: (_viewer, ids) => Promise.resolve(new Map(ids.map((id: Id) => [id, large] as const))),
  });
  const client = await opensSocket(app, { token: self.token });
  client.socket.pause();
  const [stream] = app.get(OpenStreams).of(self.id);
  for (let i = 1; stream!.takesMore; i += 1) {
    await app.tell(self, 'test.large', String(i) as Id);
  }
  unread = { ...unread, requests: 3 };
  const before = counts.mock.calls.length;
  app.get(LiveSignals).unread([self.id]);
  await eventually(() => counts.mock.calls.length > before);
  client.socket.resume();
  expect((await client.until('unread')).data.requests).toBe(3);
  client.leave();
});

it('sends a client elsewhere with what this process can’t tell of', async () => {
  const stream = await opensStream(app, self);
  await app.note([self], 1);
  await app.tell(self, 'test.newer', '2' as Id);
  await app.note([self], 3);
  expect((await stream.until('end')).data).toEqual({ reason: 'going-down' });
  expect(notes(stream)).toEqual(['1']);
  // Here it stands for another process, of the newer version.
  app.get(LivePresenters).register({
    type: 'test.newer',
    present: (_viewer, ids) => Promise.resolve(new Map(ids.map((id) => [id, { id }] as const))),
  });
  const next = await opensStream(app, self, stream.lastId);
  await next.until('test.note');
  expect(next.frames.slice(1).map(({ data }) => data.id)).toEqual(['2', '3']);
  next.leave();
});

it('begins anew behind what no process could tell of for long', async () => {
  const stream = await opensStream(app, self);
  await app.note([self], 1);
  const { id } = await stream.until('test.note');
  stream.leave();
  await app.tell(self, 'test.taken-back', '2' as Id);
  await app.note([self], 3);
  await app.sql(
    `update live_event set created_at = now() - interval '16 minutes' where user_id = $1`,
    [self.id],
  );
  const next = await opensStream(app, self, id);
  await next.until('test.note');
  expect(next.frames.map(({ event }) => event)).toEqual(['ready', 'reset', 'test.note']);
  const again = await opensStream(app, self, next.of('reset')[0]!.id);
  await again.until('test.note');
  expect(notes(again)).toEqual(['3']);
  [next, again].forEach((one) => one.leave());
});

it('brings what is told while the line of the signals is cut', async () => {
  const stream = await opensStream(app, self);
  await app.note([self], 1);
  await stream.until('test.note');
  const cut = await app.sql<{ done: boolean }>(
    `
    select pg_terminate_backend(pid) as done
    from pg_stat_activity
    where application_name = 'maru-signals' and datname = current_database()`,
  );
  expect(cut).toEqual([{ done: true }]);
  await app.note([self], 2);
  await stream.until('test.note', 2);
  expect(notes(stream)).toEqual(['1', '2']);
  stream.leave();
});
