import { randomBytes } from 'node:crypto';
import type { ClientRequest } from 'node:http';
import { AccessTokens } from '#libs/http';
import type { Id } from '#libs/kernel';
import { LivePresenters, OpenStreams, StreamTimes } from '#libs/live';
import {
  asksForSocket,
  eventually,
  opensSocket,
  opensStream,
  type SocketClient,
  type SocketRequest,
} from '#libs/testing';
import { type Account, account } from '#libs/testing/accounts';
import { type LiveStage, liveStage, notes } from './stream-stage.js';

let app: LiveStage;
let self: Account;

const env = { JWT_SECRET: randomBytes(32).toString('hex') };

beforeAll(async () => {
  app = await liveStage({ env });
});
beforeEach(async () => {
  self = await account(app, 'socket');
});
afterAll(() => app.close());

it('brings the frames of a stream, each as a text', async () => {
  const [socket, stream] = await Promise.all([
    opensSocket(app, { token: self.token }),
    opensStream(app, self),
  ]);
  await app.note([self], 1);
  await Promise.all([socket.until('test.note'), stream.until('test.note')]);
  expect(socket.frames).toEqual(stream.frames);
  expect(socket.headers['x-request-id']).toEqual(expect.any(String));
  socket.leave();
  stream.leave();
});

it('goes on after the last id, whichever face has told it', async () => {
  const stream = await opensStream(app, self);
  await app.note([self], 1);
  const { id } = await stream.until('test.note');
  stream.leave();
  for (let number = 2; number < 102; number += 1) {
    await app.note([self], number);
  }
  const socket = await opensSocket(app, { token: self.token, query: `?lastEventId=${id!}` });
  await socket.until('test.note', 100);
  expect(socket.frames[0]!.data.resumed).toBe(true);
  expect(notes(socket)).toEqual(Array.from({ length: 100 }, (_, i) => String(2 + i)));
  socket.leave();
});

it('takes the token as a subprotocol, and answers the other one', async () => {
  const socket = await opensSocket(app, { protocols: ['maru.v1', `maru.token.${self.token}`] });
  expect(socket.socket.protocol).toBe('maru.v1');
  socket.leave();
});

/** Asks as nobody does any more. */
const ofVersionSeven = (request: ClientRequest) => {
  request.setHeader('sec-websocket-version', '7');
  request.end();
};

it.each<[string, number, string, () => SocketRequest]>([
  ['no token', 401, 'unauthenticated', () => ({})],
  ['a wrong token', 401, 'unauthenticated', () => ({ token: 'x' })],
  [
    'a wrong subprotocol',
    401,
    'unauthenticated',
    () => ({ protocols: ['maru.v1', 'maru.token.x'] }),
  ],
  [
    'a malformed id',
    400,
    'invalid-cursor',
    () => ({ token: self.token, query: '?lastEventId=x+y' }),
  ],
  [
    'a parameter that it doesn’t know',
    400,
    'validation-failed',
    () => ({ token: self.token, query: '?x=1' }),
  ],
  [
    'another version',
    400,
    'validation-failed',
    () => ({
      token: self.token,
      options: { finishRequest: ofVersionSeven },
    }),
  ],
])('refuses %s with %i %s', async (_name, status, code, request) => {
  const answer = await asksForSocket(app, request());
  expect(answer).toMatchObject({
    status,
    code,
    headers: { 'content-type': expect.stringMatching(/^application\/problem\+json/) },
  });
});

it('counts towards the streams that may be opened, and takes no more than there may be', async () => {
  const full = await liveStage({
    beside: app,
    env: { ...env, STREAM_LIMIT: '1', RATE_LIMIT: 'on' },
  });
  const first = await opensSocket(full, { token: self.token });
  const second = await asksForSocket(full, { token: self.token });
  expect(second).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
  for (let i = 2; i < 30; i += 1) {
    await asksForSocket(full, { token: self.token });
  }
  const late = await asksForSocket(full, { token: self.token });
  expect(late).toMatchObject({ status: 429, code: 'rate-limited' });
  expect(first.closed).toBeUndefined();
  first.leave();
  await full.close();
});

it.each([
  ['a text', 'hello'],
  ['bytes', Buffer.from('hello')],
])('closes when a client says %s', async (_name, word) => {
  const socket = await opensSocket(app, { token: self.token });
  socket.socket.send(word);
  expect(await eventually(() => socket.closed)).toBe(1003);
  await eventually(() => app.get(OpenStreams).of(self.id).length === 0);
});

it('says why it ends, by a frame and a code', async () => {
  const down = await liveStage({ beside: app, env });
  const almostOver = new Date(Date.now() - 885_000);
  const { token: brief } = app.get(AccessTokens).sign({ ...self.viewer }, almostOver);
  const other = await account(app, 'leaver');
  const many = await account(app, 'many');
  const expectation: [SocketClient, string, number][] = [
    [await opensSocket(app, { token: brief }), 'token-expired', 4401],
    [await opensSocket(app, { token: other.token }), 'session-ended', 4401],
    [await opensSocket(app, { token: many.token }), 'replaced', 4409],
    [await opensSocket(down, { token: self.token }), 'going-down', 1001],
  ];
  for (let i = 0; i < 10; i += 1) {
    await opensSocket(app, { token: many.token });
  }
  await app.request({ method: 'POST', url: '/v1/auth/logout', as: other });
  await down.close();
  for (const [socket, reason, code] of expectation) {
    expect(await eventually(() => socket.closed)).toBe(code);
    expect(socket.frames.at(-1)).toEqual({ event: 'end', data: { reason } });
  }
});

it('beats also between frames, and cuts who doesn’t answer', async () => {
  const alive = await opensSocket(app, { token: self.token });
  const dead = await opensSocket(app, { token: self.token, options: { autoPong: false } });
  const [first, second] = app.get(OpenStreams).of(self.id);
  for (const beats of [1, 2]) {
    const later = Date.now() + beats * 20_000;
    await app.note([self], beats);
    await alive.until('test.note', beats);
    first!.beatAt(later);
    second!.beatAt(later);
    await eventually(() => alive.beats === beats);
  }
  expect(await eventually(() => dead.closed)).toBe(1006);
  expect(alive.closed).toBeUndefined();
  alive.leave();
});

it('gives up a client that takes nothing', async () => {
  const patience = jest.replaceProperty(app.get(StreamTimes), 'patience', 500);
  const large = { text: 'x'.repeat(100_000) };
  app.get(LivePresenters).register({
    type: 'test.large',
    present: (_viewer, ids) => Promise.resolve(new Map(ids.map((id: Id) => [id, large] as const))),
  });
  const socket = await opensSocket(app, { token: self.token });
  const [stream] = app.get(OpenStreams).of(self.id);
  socket.socket.pause();
  for (let i = 1; i <= 300; i += 1) {
    await app.tell(self, 'test.large', String(i) as Id);
  }
  await eventually(() => app.get(OpenStreams).of(self.id).length === 0);
  expect(stream!.endReason).toBe('too-slow');
  socket.leave();
  patience.restore();
});
