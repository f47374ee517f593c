import { crowd, people, type Person, person } from '#libs/testing/people';
import { ChatStage, refusal } from './chat-stage.js';

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

/** Alice asks Bob. @returns the room */
async function ask(): Promise<string> {
  const room = await stage.room(alice, bob);
  expect((await stage.send(alice, room)).status).toBe(201);
  return room;
}

const stateOf = async (as: Person, room: string) =>
  (await stage.read(as, `rooms/${room}`)).body.state as string;

it('lets a stranger send one message, without pictures', async () => {
  const room = await stage.room(alice, bob);
  const withPicture = await stage.send(alice, room, { mediaIds: ['1'] });
  expect(refusal(withPicture)).toEqual([422, 'media-not-usable']);
  await stage.send(alice, room);
  expect([await stateOf(alice, room), await stateOf(bob, room)]).toEqual(['waiting', 'request']);
  expect(refusal(await stage.send(alice, room))).toEqual([422, 'request-pending']);
  expect(await stage.unread(bob)).toEqual({ messages: 0, requests: 1 });
});

it('shows no receipts before acceptance', async () => {
  const room = await ask();
  await stage.act(bob, 'PUT', `rooms/${room}/read`, { number: 1 });
  expect((await stage.read(alice, `rooms/${room}`)).body.partnerReadNumber).toBeNull();
  expect(await stage.unread(bob)).toEqual({ messages: 0, requests: 0 });
  await stage.act(bob, 'PUT', `rooms/${room}/accepted`);
  expect((await stage.read(alice, `rooms/${room}`)).body.partnerReadNumber).toBe(1);
});

it.each([
  ['accepting', (room: string) => stage.act(bob, 'PUT', `rooms/${room}/accepted`)],
  ['answering', (room: string) => stage.send(bob, room)],
  ['following', () => stage.follow(bob, alice)],
])('lets the stranger go on after %s', async (_name, answer) => {
  const room = await ask();
  await answer(room);
  expect([await stateOf(alice, room), await stateOf(bob, room)]).toEqual(['open', 'open']);
  expect((await stage.send(alice, room)).status).toBe(201);
  // What was accepted stays so.
  await stage.unfollow(bob, alice);
  expect((await stage.send(alice, room)).status).toBe(201);
});

it('can be accepted by who was asked only, as often as they like', async () => {
  const room = await ask();
  expect(refusal(await stage.act(alice, 'PUT', `rooms/${room}/accepted`))).toEqual([
    403,
    'forbidden',
  ]);
  for (let i = 0; i < 2; i += 1) {
    const { status, body } = await stage.act(bob, 'PUT', `rooms/${room}/accepted`);
    expect([status, body.state]).toEqual([200, 'open']);
  }
});

it('stays declined until who was asked writes', async () => {
  const room = await ask();
  await stage.act(bob, 'DELETE', `rooms/${room}`);
  expect(await stage.unread(bob)).toEqual({ messages: 0, requests: 0 });
  expect((await stage.read(bob, 'rooms?state=request')).body.items).toEqual([]);
  expect(refusal(await stage.send(alice, room))).toEqual([422, 'request-pending']);
  await stage.act(alice, 'DELETE', `rooms/${room}`);
  await stage.room(alice, bob);
  expect(refusal(await stage.send(alice, room))).toEqual([422, 'request-pending']);
  await stage.room(bob, alice);
  await stage.send(bob, room);
  expect((await stage.send(alice, room)).status).toBe(201);
});

it('tells a stranger nothing of what became of the request', async () => {
  const { carol, dave, eve } = await people(stage.app, 'carol', 'dave', 'eve');
  const fates: [Person, (room: string) => Promise<unknown>][] = [
    [bob, () => Promise.resolve()],
    [carol, (room) => stage.act(carol, 'DELETE', `rooms/${room}`)],
    [dave, () => stage.act(dave, 'PUT', `users/${alice.id}/mute`)],
    [eve, (room) => stage.act(eve, 'PUT', `rooms/${room}/read`, { number: 1 })],
  ];
  const seen = [];
  for (const [asked, fate] of fates) {
    const room = await stage.room(alice, asked);
    await stage.send(alice, room, { body: 'Hello' });
    await fate(room);
    const { partner, id, updatedAt, lastMessage, ...shown } = (
      await stage.read(alice, `rooms/${room}`)
    ).body;
    const again = await stage.send(alice, room);
    const reopened = (await stage.act(alice, 'PUT', `users/${asked.id}/room`)).body.state;
    const listed = (await stage.read(alice, 'rooms?state=waiting')).body.items;
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
  const { carol, dave } = await people(stage.app, 'carol', 'dave');
  await ask();
  for (const asker of [carol, dave]) {
    await stage.send(asker, await stage.room(asker, bob));
  }
  expect(await stage.unread(bob)).toEqual({ messages: 0, requests: 3 });
  await stage.act(bob, 'PUT', `users/${alice.id}/mute`);
  expect(await stage.unread(bob)).toEqual({ messages: 0, requests: 2 });
  await stage.block(bob, carol);
  expect(await stage.unread(bob)).toEqual({ messages: 0, requests: 1 });
  const room = await stage.room(dave, bob);
  const [message] = (await stage.read(dave, `rooms/${room}/messages`)).body.items;
  await stage.act(dave, 'DELETE', `messages/${message.id}`);
  expect(await stage.unread(bob)).toEqual({ messages: 0, requests: 0 });
});

describe('who may begin', () => {
  const from = (messagesFrom: string) =>
    stage.act(bob, 'PATCH', 'me/chat-settings', { messagesFrom });
  const opens = async () => refusal(await stage.act(alice, 'PUT', `users/${bob.id}/room`));
  const fine = [200, undefined];
  const refused = [422, 'messages-refused'];

  it('is everyone, those who are followed, or nobody', async () => {
    await from('following');
    expect(await opens()).toEqual(refused);
    await stage.follow(bob, alice);
    expect(await opens()).toEqual(fine);
    await from('nobody');
    expect(await opens()).toEqual(refused);
    await from('everyone');
    expect(await opens()).toEqual(fine);
  });

  it('is asked again when the first message is sent', async () => {
    const room = await stage.room(alice, bob);
    await from('nobody');
    expect(refusal(await stage.send(alice, room))).toEqual(refused);
  });

  it('lets go on whom one has written with', async () => {
    const room = await ask();
    await stage.send(bob, room);
    await from('nobody');
    expect((await stage.send(alice, room)).status).toBe(201);
    expect(await opens()).toEqual(fine);
  });

  it('is at first those who are followed for people under 18', async () => {
    const year = new Date().getUTCFullYear();
    const minor = await person(stage.app, 'minor', { birthday: `${year - 15}-01-01` });
    const settings = (await stage.read(minor, 'me/chat-settings')).body;
    expect(settings).toEqual({ messagesFrom: 'following', readReceipts: true, presence: false });
    const opened = await stage.act(alice, 'PUT', `users/${minor.id}/room`);
    expect(refusal(opened)).toEqual(refused);
    await stage.act(minor, 'PATCH', 'me/chat-settings', { readReceipts: false });
    expect((await stage.read(minor, 'me/chat-settings')).body.messagesFrom).toBe('following');
    await stage.app.sql(
      `update profile set birthday = birthday - interval '5 years' where user_id = $1`,
      [minor.id],
    );
    expect((await stage.read(minor, 'me/chat-settings')).body.messagesFrom).toBe('everyone');
  });

  it('is changed in the version that was seen', async () => {
    const url = '/v1/me/chat-settings';
    const etag = String((await stage.read(bob, 'me/chat-settings')).headers['etag']);
    const change = () =>
      stage.app.request({
        method: 'PATCH',
        url,
        as: bob,
        body: { presence: true },
        headers: { 'if-match': etag },
      });
    expect((await change()).body).toMatchObject({ presence: true, messagesFrom: 'everyone' });
    expect(refusal(await change())).toEqual([412, 'precondition-failed']);
  });
});

it('lets people ask 5 strangers in 24 hours while their account is young, 20 later', async () => {
  const strangers = await crowd(stage.app, 22);
  const askNext = async () => {
    const room = await stage.room(alice, strangers.pop()!);
    return (await stage.send(alice, room)).status;
  };
  for (let i = 0; i < 5; i += 1) {
    expect(await askNext()).toBe(201);
  }
  const room = await stage.room(alice, strangers.pop()!);
  const refused = await stage.send(alice, room);
  expect([refused.status, refused.body.code]).toEqual([429, 'rate-limited']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await stage.read(alice, `rooms/${room}`)).body.lastMessage).toBeNull();
  await stage.app.sql(
    `update user_account set created_at = now() - interval '25 hours' where id = $1`,
    [alice.id],
  );
  for (let i = 0; i < 15; i += 1) {
    expect(await askNext()).toBe(201);
  }
  expect(await askNext()).toBe(429);
  await stage.app.sql(
    `update request_allowance
    set asked_at = array(select at - interval '1 day' from unnest(asked_at) at)
    where user_id = $1`,
    [alice.id],
  );
  expect((await stage.send(alice, room)).status).toBe(201);
});

it('asks at once no more strangers than it may', async () => {
  const strangers = await crowd(stage.app, 8);
  const statuses = await Promise.all(
    strangers.map(async (stranger) => {
      const room = await stage.room(alice, stranger);
      return (await stage.send(alice, room)).status;
    }),
  );
  expect(statuses.filter((status) => status === 201)).toHaveLength(5);
});
