import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { AccessTokens } from '#libs/http';
import type { Id } from '#libs/kernel';
import { LivePresenters, OpenStreams, StreamTimes } from '#libs/live';
import {
  asksForStream,
  eventually,
  opensStream,
  type StreamClient,
  type TestRequest,
} from '#libs/testing';
import { type Account, account, suspends, TEST_PASSWORD } from '#libs/testing/accounts';
import { Gate, type LiveStage, liveStage, notes } from './stream-stage.js';

let app: LiveStage;
/** Another process of the same service. */
let other: LiveStage;

/** What all processes of a service know. */
const env = { JWT_SECRET: randomBytes(32).toString('hex') };

beforeAll(async () => {
  app = await liveStage({ env });
  other = await liveStage({ beside: app, env });
});
afterAll(async () => {
  await other.close();
  await app.close();
});

/** Asks, and expects to be heard. */
const must = async (request: TestRequest) => {
  const { status } = await app.request(request);
  expect([200, 204]).toContain(status);
};

/** What a person does whose streams must end, and whether it ends this session or the others. */
const ACTS: [string, 'own' | 'others', (self: Account) => Promise<unknown>][] = [
  ['logs out', 'own', (as) => must({ method: 'POST', url: '/v1/auth/logout', as })],
  [
    'revokes the session',
    'own',
    (as) => must({ method: 'DELETE', url: `/v1/auth/sessions/${as.viewer.sessionId}`, as }),
  ],
  [
    'ends all other sessions',
    'others',
    (as) => must({ method: 'DELETE', url: '/v1/auth/sessions', as }),
  ],
  [
    'changes the password',
    'others',
    (as) =>
      must({
        method: 'PUT',
        url: '/v1/me/password',
        as,
        body: { currentPassword: TEST_PASSWORD, newPassword: 'another long word 7' },
      }),
  ],
  [
    'deletes the account',
    'own',
    (as) => must({ method: 'DELETE', url: '/v1/me', as, body: { password: TEST_PASSWORD } }),
  ],
  ['is suspended', 'own', (person) => suspends(app, person)],
];

/** A second session of a person. */
async function alsoSignedIn(self: Account): Promise<Account> {
  const body = { email: self.email, password: self.password };
  const answer = await app.request({ method: 'POST', url: '/v1/auth/login', body });
  return { ...self, token: answer.body.tokens.accessToken };
}

it.each(ACTS)('ends on every process with the right to it: who %s', async (_name, ends, act) => {
  const self = await account(app, 'leaver');
  const bystander = await account(app, 'stayer');
  const listener = ends === 'own' ? self : await alsoSignedIn(self);
  const [here, there, apart] = await Promise.all([
    opensStream(app, listener),
    opensStream(other, listener),
    opensStream(app, bystander),
  ]);
  await act(self);
  await app.note([self, bystander], 1);
  for (const stream of [here, there]) {
    expect((await stream.until('end')).data).toEqual({ reason: 'session-ended' });
    await eventually(() => stream.closed);
    // Nothing was read after the act was answered.
    expect(notes(stream)).toEqual([]);
  }
  await apart.until('test.note');
  apart.leave();
});

it('sends nothing of what was read while its session ended', async () => {
  const self = await account(app, 'quitter');
  const asked = new Gate();
  const answered = new Gate();
  app.get(LivePresenters).register({
    type: 'test.slow',
    present: async (_viewer, ids) => {
      asked.open();
      await answered.passed;
      return new Map(ids.map((id: Id) => [id, {}] as const));
    },
  });
  const stream = await opensStream(app, self);
  await app.tell(self, 'test.slow', '1' as Id);
  await asked.passed;
  await must({ method: 'POST', url: '/v1/auth/logout', as: self });
  answered.open();
  await stream.until('end');
  expect(stream.of('test.slow')).toEqual([]);
});

it('ends with its access token', async () => {
  const self = await account(app, 'brief');
  // It has a quarter of a minute left: enough to open a stream on any machine.
  const almostOver = new Date(Date.now() - 885_000);
  const { token } = app.get(AccessTokens).sign({ ...self.viewer }, almostOver);
  const stream = await asksForStream(app, { token });
  expect((await stream.until('end')).data).toEqual({ reason: 'token-expired' });
  await eventually(() => stream.closed);
});

it('lets the eleventh stream of a person take the place of the oldest', async () => {
  const self = await account(app, 'many');
  const streams: StreamClient[] = [];
  for (let i = 0; i < 11; i += 1) {
    streams.push(await opensStream(app, self));
  }
  expect((await streams[0]!.until('end')).data).toEqual({ reason: 'replaced' });
  await app.note([self], 1);
  await Promise.all(streams.slice(1).map((stream) => stream.until('test.note')));
  streams.forEach((stream) => stream.leave());
});

it('gives up a client that takes nothing, and holds little for it', async () => {
  const self = await account(app, 'slow');
  const patience = jest.replaceProperty(app.get(StreamTimes), 'patience', 200);
  const large = { text: 'x'.repeat(100_000) };
  app.get(LivePresenters).register({
    type: 'test.large',
    present: (_viewer, ids) => Promise.resolve(new Map(ids.map((id: Id) => [id, large] as const))),
  });
  const { hostname, port } = new URL(await app.nest.getUrl());
  const socket = connect(Number(port), hostname);
  socket.pause();
  socket.write(
    `GET /v1/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${self.token}\r\n\r\n`,
  );
  const streams = app.get(OpenStreams);
  const stream = (await eventually(() => streams.of(self.id)[0]))!;
  for (let i = 1; i <= 300; i += 1) {
    await app.tell(self, 'test.large', String(i) as Id);
  }
  await eventually(() => streams.of(self.id).length === 0);
  expect(stream.endReason).toBe('too-slow');
  socket.destroy();
  patience.restore();
});

it('takes no more streams than there may be, and says when to come again', async () => {
  const full = await liveStage({ beside: app, env: { ...env, STREAM_LIMIT: '1' } });
  const self = await account(app, 'crowd');
  const first = await opensStream(full, self);
  const second = await asksForStream(full, self);
  expect([second.status, second.headers['retry-after']]).toEqual([503, '5']);
  first.leave();
  await full.close();
});

it('says so when its process goes down, and goes on at another one', async () => {
  const down = await liveStage({ beside: app, env });
  const self = await account(app, 'traveller');
  const stream = await opensStream(down, self);
  await app.note([self], 1);
  const { id } = await stream.until('test.note');
  await down.close();
  await app.note([self], 2);
  expect((await stream.until('end')).data).toEqual({ reason: 'going-down' });
  const next = await opensStream(other, self, id);
  await next.until('test.note');
  expect(notes(next)).toEqual(['2']);
  next.leave();
});
