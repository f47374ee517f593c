import { createECDH, randomBytes, randomUUID } from 'node:crypto';
import type { Id } from '#libs/kernel';
import { type PushMessage, PushSourceRegistry } from '#libs/push';
import { comments } from '#libs/testing/comments';
import { blocks, follows, mutes, unmutes } from '#libs/testing/graph';
import { people, type Person } from '#libs/testing/people';
import { likes, publishes } from '#libs/testing/posts';
import { type NotificationStage, notificationStage } from './stage.js';

let app: NotificationStage;

beforeAll(async () => {
  app = await notificationStage();
});
afterAll(() => app.close());

/** Lets a person be pushed to. */
async function subscribe(person: Person): Promise<void> {
  await app.call(person, 'POST', '/me/push-subscriptions', {
    endpoint: `https://updates.push.services.mozilla.com/${randomUUID()}`,
    keys: {
      p256dh: createECDH('prime256v1').generateKeys('base64url'),
      auth: randomBytes(16).toString('base64url'),
    },
  });
}

interface Waiting {
  readonly source: string;
  readonly subjectId: Id;
  readonly wait: number;
}

/** What waits to be pushed to a person; `wait` in seconds from when it was left. */
const queued = (person: Person): Promise<Waiting[]> =>
  app.sql(
    `select
       d.source,
       d.subject_id as "subjectId",
       round(extract(epoch from d.due_at - d.created_at))::integer as wait
     from push_delivery d
     join push_subscription s on s.id = d.subscription_id
     where s.user_id = $1`,
    [person.id],
  );

/** What would be pushed of the only thing that waits. */
async function said(person: Person): Promise<PushMessage['data'] | undefined> {
  const [only, ...more] = await queued(person);
  expect(more).toEqual([]);
  if (only === undefined) {
    return undefined;
  }
  const message = await app
    .get(PushSourceRegistry)
    .named(only.source)
    .message(person.id, only.subjectId);
  return message?.data;
}

describe('a push of a notification', () => {
  it('waits a minute, and quotes the answer in the language of the person', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    await subscribe(alice);
    const post = await publishes(app, alice);
    const comment = await comments(app, bob, post);
    await app.gather();
    expect(await queued(alice)).toMatchObject([{ source: 'notification', wait: 60 }]);
    expect(await said(alice)).toEqual({
      type: 'notification',
      id: expect.any(String),
      kind: 'comment',
      title: `${bob.fullName}님이 댓글을 남겼습니다`,
      body: 'A comment',
      postId: post,
      commentId: comment,
    });
    await app.wants(alice, { language: 'en' });
    expect(await said(alice)).toMatchObject({ title: `${bob.fullName} commented on your post` });
  });

  it('says nothing of what it is about to whoever wants no previews', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    await subscribe(alice);
    await comments(app, bob, await publishes(app, alice));
    await app.gather();
    await app.wants(alice, { previews: false });
    expect(await said(alice)).toEqual({
      type: 'something',
      title: '마루',
      body: '새 소식이 있습니다',
    });
  });

  it('is dropped when it was seen, taken back or forbidden meanwhile', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    await subscribe(alice);
    await comments(app, bob, await publishes(app, alice));
    await app.gather();
    await mutes(app, alice, bob);
    expect(await said(alice)).toBeUndefined();
    await unmutes(app, alice, bob);
    expect(await said(alice)).toBeDefined();
    await app.wants(alice, { kinds: { comment: { push: false } } });
    expect(await said(alice)).toBeUndefined();
    await app.wants(alice, { kinds: { comment: { push: true } } });
    await app.seeAll(alice);
    expect(await said(alice)).toBeUndefined();
  });

  it('of likes is left only for whoever wants it, once while it grows, and then in ten minutes', async () => {
    const { alice, bob, carol, dave } = await people(app, 'alice', 'bob', 'carol', 'dave');
    await subscribe(alice);
    const post = await publishes(app, alice);
    await likes(app, bob, post);
    await app.gather();
    expect(await queued(alice)).toEqual([]);
    await app.wants(alice, { kinds: { 'post-like': { push: true } } });
    for (const liker of [carol, dave]) {
      await likes(app, liker, post);
      await app.gather();
    }
    expect(await said(alice)).toMatchObject({
      title: `${dave.fullName}님 외 2명이 회원님의 글을 좋아합니다`,
    });
    await app.sql(
      `update push_delivery d
       set due_at = null, sent_at = now()
       from push_subscription s
       where s.id = d.subscription_id and s.user_id = $1`,
      [alice.id],
    );
    const { erin } = await people(app, 'erin');
    await likes(app, erin, post);
    await app.gather();
    // Ten minutes from the push before, which was sent a moment ago.
    const [next] = await queued(alice);
    expect(next!.wait).toBeGreaterThan(500);
    expect(next!.wait).toBeLessThanOrEqual(600);
  });
});

describe('a push of a message', () => {
  /** A room of two that is accepted, with one message that is read. */
  async function room(one: Person, other: Person): Promise<string> {
    await follows(app, other, one);
    const { id } = await app.call(one, 'PUT', `/users/${other.id}/room`);
    return String(id);
  }
  const send = (from: Person, id: string, body: string) =>
    app.call(from, 'POST', `/rooms/${id}/messages`, { clientId: randomUUID(), body });

  it('waits ten seconds, and tells the newest that is not read', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    await subscribe(alice);
    const id = await room(bob, alice);
    await send(bob, id, 'first');
    await send(bob, id, 'second');
    expect(await queued(alice)).toMatchObject([{ source: 'message', subjectId: id, wait: 10 }]);
    expect(await said(alice)).toEqual({
      type: 'message',
      kind: 'message',
      roomId: id,
      title: bob.fullName,
      body: 'second',
    });
    await app.call(alice, 'PUT', `/rooms/${id}/read`, { number: 2 });
    expect(await said(alice)).toBeUndefined();
  });

  it.each<[string, (alice: Person, bob: Person, id: string) => Promise<unknown>]>([
    [
      'the room is muted',
      (alice, _, id) => app.call(alice, 'PATCH', `/rooms/${id}`, { isMuted: true }),
    ],
    ['the sender is muted', (alice, bob) => mutes(app, alice, bob)],
    ['the sender is blocked', (alice, bob) => blocks(app, alice, bob)],
    ['the room is removed', (alice, _, id) => app.call(alice, 'DELETE', `/rooms/${id}`)],
    [
      'messages are not wanted',
      (alice) => app.wants(alice, { kinds: { message: { push: false } } }),
    ],
  ])('is dropped when %s', async (_what, happen) => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    await subscribe(alice);
    const id = await room(bob, alice);
    await send(bob, id, 'hello');
    expect(await said(alice)).toBeDefined();
    await happen(alice, bob, id);
    expect(await said(alice)).toBeUndefined();
  });

  it('of a stranger tells who asks, and not what was written', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    await subscribe(alice);
    const { id } = await app.call(bob, 'PUT', `/users/${alice.id}/room`);
    await send(bob, String(id), 'buy this');
    expect(await said(alice)).toEqual({
      type: 'message',
      kind: 'message-request',
      roomId: id,
      title: bob.fullName,
      body: '대화를 요청했습니다',
    });
    await app.call(alice, 'DELETE', `/rooms/${String(id)}`);
    expect(await said(alice)).toBeUndefined();
  });
});
