import { blocks, follows, mutes, unfollows } from '#libs/testing/graph';
import { crowd, people, type Person, person } from '#libs/testing/people';
import { type ChatStage, chatStage, refusal } from './stage.js';

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

/** Alice asks Bob. @returns the room */
async function ask(): Promise<string> {
  const room = await app.room(alice, bob);
  expect((await app.send(alice, room)).status).toBe(201);
  return room;
}

const stateOf = async (as: Person, room: string) => (await app.seen(as, room)).state as string;

it('lets a stranger send one message, without pictures', async () => {
  const room = await app.room(alice, bob);
  const withPicture = await app.send(alice, room, { mediaIds: ['1'] });
  expect(refusal(withPicture)).toEqual([422, 'media-not-usable']);
  await app.send(alice, room);
  expect([await stateOf(alice, room), await stateOf(bob, room)]).toEqual(['waiting', 'request']);
  expect(refusal(await app.send(alice, room))).toEqual([422, 'request-pending']);
  expect(await app.unread(bob)).toEqual({ messages: 0, requests: 1 });
});

it('shows no receipts before acceptance', async () => {
  const room = await ask();
  await app.act(bob, 'PUT', `rooms/${room}/read`, { number: 1 });
  expect((await app.seen(alice, room)).partnerReadNumber).toBeNull();
  expect(await app.unread(bob)).toEqual({ messages: 0, requests: 0 });
  await app.act(bob, 'PUT', `rooms/${room}/accepted`);
  expect((await app.seen(alice, room)).partnerReadNumber).toBe(1);
});

it.each([
  ['accepting', (room: string) => app.act(bob, 'PUT', `rooms/${room}/accepted`)],
  ['answering', (room: string) => app.send(bob, room)],
  ['following', () => follows(app, bob, alice)],
])('lets the stranger go on after %s', async (_name, answer) => {
  const room = await ask();
  await answer(room);
  expect([await stateOf(alice, room), await stateOf(bob, room)]).toEqual(['open', 'open']);
  expect((await app.send(alice, room)).status).toBe(201);
  // What was accepted stays so.
  await unfollows(app, bob, alice);
  expect((await app.send(alice, room)).status).toBe(201);
});

it('can be accepted by who was asked only, as often as they like', async () => {
  const room = await ask();
  expect(refusal(await app.act(alice, 'PUT', `rooms/${room}/accepted`))).toEqual([
    403,
    'forbidden',
  ]);
  for (let i = 0; i < 2; i += 1) {
    const { status, body } = await app.act(bob, 'PUT', `rooms/${room}/accepted`);
    expect([status, body.state]).toEqual([200, 'open']);
  }
});

it('stays declined until who was asked writes', async () => {
  const room = await ask();
  await app.act(bob, 'DELETE', `rooms/${room}`);
  expect(await app.unread(bob)).toEqual({ messages: 0, requests: 0 });
  expect(await app.items(bob, 'rooms?state=request')).toEqual([]);
  expect(refusal(await app.send(alice, room))).toEqual([422, 'request-pending']);
  await app.act(alice, 'DELETE', `rooms/${room}`);
  await app.room(alice, bob);
  expect(refusal(await app.send(alice, room))).toEqual([422, 'request-pending']);
  await app.room(bob, alice);
  await app.send(bob, room);
  expect((await app.send(alice, room)).status).toBe(201);
});

it('tells a stranger nothing of what became of the request', async () => {
  const { carol, dave, eve } = await people(app, 'carol', 'dave', 'eve');
  const fates: [Person, (room: string) => Promise<unknown>][] = [
    [bob, () => Promise.resolve()],
    [carol, (room) => app.act(carol, 'DELETE', `rooms/${room}`)],
    [dave, () => mutes(app, dave, alice)],
    [eve, (room) => app.act(eve, 'PUT', `rooms/${room}/read`, { number: 1 })],
  ];
  const seen = [];
  for (const [asked, fate] of fates) {
    const room = await app.room(alice, asked);
    await app.send(alice, room, { body: 'Hello' });
    await fate(room);
    const { partner, id, updatedAt, lastMessage, ...shown } = await app.seen(alice, room);
    const again = await app.send(alice, room);
    const reopened = (await app.act(alice, 'PUT', `users/${asked.id}/room`)).body.state;
    const listed = await app.items(alice, 'rooms?state=waiting');
    seen.push({
      shown,
      message: [lastMessage.number, lastMessage.isDeleted],
      again: [again.status, again.body.code, again.body.detail],
      reopened,
      first: listed[0].id === id,
      names: [typeof partner.id, typeof updatedAt],
    });
  }
  expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(1);
});

it('counts no request of somebody who is muted, blocked or suspended, nor a deleted one', async () => {
  const { carol, dave } = await people(app, 'carol', 'dave');
  await ask();
  for (const asker of [carol, dave]) {
    await app.send(asker, await app.room(asker, bob));
  }
  expect(await app.unread(bob)).toEqual({ messages: 0, requests: 3 });
  await mutes(app, bob, alice);
  expect(await app.unread(bob)).toEqual({ messages: 0, requests: 2 });
  await blocks(app, bob, carol);
  expect(await app.unread(bob)).toEqual({ messages: 0, requests: 1 });
  const room = await app.room(dave, bob);
  const [message] = await app.items(dave, `rooms/${room}/messages`);
  await app.act(dave, 'DELETE', `messages/${message.id}`);
  expect(await app.unread(bob)).toEqual({ messages: 0, requests: 0 });
});

describe('who may begin', () => {
  const from = (messagesFrom: string) =>
    app.act(bob, 'PATCH', 'me/chat-settings', { messagesFrom });
  const opens = async () => refusal(await app.act(alice, 'PUT', `users/${bob.id}/room`));
  const fine = [200, undefined];
  const refused = [422, 'messages-refused'];

  it('is everyone, those who are followed, or nobody', async () => {
    await from('following');
    expect(await opens()).toEqual(refused);
    await follows(app, bob, alice);
    expect(await opens()).toEqual(fine);
    await from('nobody');
    expect(await opens()).toEqual(refused);
    await from('everyone');
    expect(await opens()).toEqual(fine);
  });

  it('is asked again when the first message is sent', async () => {
    const room = await app.room(alice, bob);
    await from('nobody');
    expect(refusal(await app.send(alice, room))).toEqual(refused);
  });

  it('lets go on whom one has written with', async () => {
    const room = await ask();
    await app.send(bob, room);
    await from('nobody');
    expect((await app.send(alice, room)).status).toBe(201);
    expect(await opens()).toEqual(fine);
  });

  it('is at first those who are followed for people under 18', async () => {
    const year = new Date().getUTCFullYear();
    const minor = await person(app, 'minor', { birthday: `${year - 15}-01-01` });
    const settings = (await app.read(minor, 'me/chat-settings')).body;
    expect(settings).toEqual({ messagesFrom: 'following', readReceipts: true, presence: false });
    const opened = await app.act(alice, 'PUT', `users/${minor.id}/room`);
    expect(refusal(opened)).toEqual(refused);
    await app.act(minor, 'PATCH', 'me/chat-settings', { readReceipts: false });
    expect((await app.read(minor, 'me/chat-settings')).body.messagesFrom).toBe('following');
    await app.sql(
      `update profile set birthday = birthday - interval '5 years' where user_id = $1`,
      [minor.id],
    );
    expect((await app.read(minor, 'me/chat-settings')).body.messagesFrom).toBe('everyone');
  });

  it('is changed in the version that was seen', async () => {
    const etag = String((await app.read(bob, 'me/chat-settings')).headers['etag']);
    const change = () =>
      app.act(bob, 'PATCH', 'me/chat-settings', { presence: true }, { 'if-match': etag });
    expect((await change()).body).toMatchObject({ presence: true, messagesFrom: 'everyone' });
    expect(refusal(await change())).toEqual([412, 'precondition-failed']);
  });
});

it('lets people ask 5 strangers in 24 hours while their account is young, 20 later', async () => {
  const strangers = await crowd(app, 22);
  const askNext = async () => {
    const room = await app.room(alice, strangers.pop()!);
    return (await app.send(alice, room)).status;
  };
  for (let i = 0; i < 5; i += 1) {
    expect(await askNext()).toBe(201);
  }
  const room = await app.room(alice, strangers.pop()!);
  const refused = await app.send(alice, room);
  expect([refused.status, refused.body.code]).toEqual([429, 'rate-limited']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await app.seen(alice, room)).lastMessage).toBeNull();
  await app.sql(`update user_account set created_at = now() - interval '25 hours' where id = $1`, [
    alice.id,
  ]);
  for (let i = 0; i < 15; i += 1) {
    expect(await askNext()).toBe(201);
  }
  expect(await askNext()).toBe(429);
  await app.sql(
    `update request_allowance
    set asked_at = array(select at - interval '1 day' from unnest(asked_at) at)
    where user_id = $1`,
    [alice.id],
  );
  expect((await app.send(alice, room)).status).toBe(201);
});

it('asks at once no more strangers than it may', async () => {
  const strangers = await crowd(app, 8);
  const statuses = await Promise.all(
    strangers.map(async (stranger) => {
      const room = await app.room(alice, stranger);
      return (await app.send(alice, room)).status;
    }),
  );
  expect(statuses.filter((status) => status === 201)).toHaveLength(5);
});
