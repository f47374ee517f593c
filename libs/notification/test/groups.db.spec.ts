import type { CommentId } from '#libs/comment';
import type { PostId } from '#libs/post';
import { comments, likesComment, removesComment } from '#libs/testing/comments';
import { accepts, follows, refuses, unfollows } from '#libs/testing/graph';
import { crowd, givesRole, people, type Person, setsPublic } from '#libs/testing/people';
import { likes, publishes, unlikes } from '#libs/testing/posts';
import { type NotificationStage, notificationStage, short } from './stage.js';

let app: NotificationStage;
let mina: Person, alice: Person, bob: Person, carol: Person;
let post: PostId;

beforeAll(async () => {
  app = await notificationStage();
});
beforeEach(async () => {
  ({ mina, alice, bob, carol } = await people(app, 'mina', 'alice', 'bob', 'carol'));
  post = await publishes(app, mina);
});
afterAll(() => app.close());

const like = (who: Person, id = post) => likes(app, who, id);
const unlike = (who: Person, id = post) => unlikes(app, who, id);
const told = (who = mina) => app.told(who);
const names = (...who: Person[]) => who.map(({ nickname }) => nickname).join(', ');

it('joins likes of a post, newest first, and keeps the place of the group', async () => {
  await like(alice);
  expect(await told()).toEqual([`post-like: ${names(alice)} (1)`]);
  await follows(app, bob, mina);
  await app.gather();
  await like(carol);
  expect(await told()).toEqual([
    `follow: ${names(bob)} (1)`,
    `post-like: ${names(carol, alice)} (2)`,
  ]);
  const [, group] = await app.list(mina);
  expect(group).toMatchObject({ post: { id: post }, comment: null, isSeen: false });
  expect(group!.updatedAt > group!.createdAt).toBe(true);
});

it('shows up to three, people whom I follow first', async () => {
  const [dora] = await crowd(app, 1);
  await follows(app, mina, alice);
  for (const who of [alice, bob, carol, dora!]) {
    await like(who);
  }
  expect(await told()).toEqual([`post-like: ${names(alice, dora!, carol)} (4)`]);
});

it('opens a new group once the old one was seen', async () => {
  await like(alice);
  await app.gather();
  await app.seeAll(mina);
  await like(bob);
  expect(await told()).toEqual([`post-like: ${names(bob)} (1)`, `post-like: ${names(alice)} (1)`]);
  expect((await app.list(mina)).map(({ isSeen }) => isSeen)).toEqual([false, true]);
  expect(await app.unread(mina)).toBe(1);
});

it('opens a new group after a day', async () => {
  await like(alice);
  await app.gather();
  await app.age(mina, 23);
  await like(bob);
  expect(await told()).toEqual([`post-like: ${names(bob, alice)} (2)`]);
  await app.age(mina, 2);
  await like(carol);
  expect(await told()).toEqual([
    `post-like: ${names(carol)} (1)`,
    `post-like: ${names(bob, alice)} (2)`,
  ]);
});

it('counts what positions that came late belong to once', async () => {
  await like(alice);
  await like(bob);
  await app.gather();
  await app.seeAll(mina);
  // As if the act had been stored before the others, and committed after them.
  await like(carol);
  await app.sql(
    `
    update post_like l
    set position = (select min(position) + 1 from post_like where post_id = $1)
    where post_id = $1 and user_id = $2
    `,
    [post, carol.id],
  );
  expect(await told()).toEqual([
    `post-like: ${names(bob, carol)} (2)`,
    `post-like: ${names(alice)} (1)`,
  ]);
});

it('tells nobody of their own acts', async () => {
  await like(mina);
  const comment = await comments(app, mina, post);
  await likesComment(app, mina, comment);
  await comments(app, mina, post, 'A reply', comment);
  expect(await told()).toEqual([]);
});

it('takes back what was taken back, and brings it back', async () => {
  await like(alice);
  await like(bob);
  await app.gather();
  await unlike(bob);
  expect(await told()).toEqual([`post-like: ${names(alice)} (1)`]);
  await unlike(alice);
  expect([await told(), await app.unread(mina)]).toEqual([[], 0]);
  await like(alice);
  expect(await told()).toEqual([`post-like: ${names(alice)} (1)`]);
});

it('tells of likes of comments with the comment', async () => {
  const comment = await comments(app, alice, post);
  await app.gather();
  await likesComment(app, bob, comment);
  await likesComment(app, mina, comment);
  expect(await told(alice)).toEqual([`comment-like: ${names(mina, bob)} (2)`]);
  expect(await app.list(alice)).toMatchObject([
    { post: { id: post }, comment: { id: comment, body: 'A comment' } },
  ]);
});

describe('answers', () => {
  let mine: CommentId;
  beforeEach(async () => {
    mine = await comments(app, bob, post);
    await app.gather();
    await app.seeAll(mina);
  });

  it('are one each, and one notification when they are both', async () => {
    await comments(app, alice, post, 'A reply', mine);
    await comments(app, carol, post);
    expect(await told(bob)).toEqual([`reply: ${names(alice)} (1)`]);
    expect((await told(mina)).slice(0, 2)).toEqual([
      `comment: ${names(carol)} (1)`,
      `comment: ${names(alice)} (1)`,
    ]);
    const own = await comments(app, mina, post);
    const answer = await comments(app, bob, post, 'A reply', own);
    await app.gather();
    const [newest, second] = await app.list(mina);
    expect(short(newest!)).toBe(`reply: ${names(bob)} (1)`);
    expect(newest!.comment).toEqual({ id: answer, body: 'A reply' });
    expect(short(second!)).toBe(`comment: ${names(carol)} (1)`);
  });

  it('join the newest from the eleventh unseen on, until seen', async () => {
    for (let number = 0; number < 7; number += 1) {
      await comments(app, alice, post);
    }
    await app.gather();
    for (let number = 0; number < 7; number += 1) {
      await comments(app, carol, post);
    }
    await comments(app, bob, post);
    const all = await told();
    expect(all).toHaveLength(11);
    expect(all[0]).toBe(`comment: ${names(bob, carol)} (2)`);
    expect(all[1]).toBe(`comment: ${names(carol)} (1)`);
    expect(await app.unread(mina)).toBe(10);
    const [newest] = await app.list(mina);
    expect(await app.actors(mina, newest!.id)).toEqual([bob.id, carol.id]);
    expect(await app.actors(mina, newest!.id, 1)).toEqual([bob.id, carol.id]);
    await app.seeAll(mina);
    await comments(app, carol, post);
    expect((await told())[0]).toBe(`comment: ${names(carol)} (1)`);
    expect(await app.unread(mina)).toBe(1);
  });

  it('are gone while they are removed', async () => {
    const answer = await comments(app, alice, post);
    await app.gather();
    await removesComment(app, alice, answer);
    expect(await told()).toEqual([`comment: ${names(bob)} (1)`]);
    await givesRole(app, carol, 'admin');
    const body = { isActive: true, reason: 'by mistake' };
    await app.call(carol, 'PATCH', `/admin/comments/${answer}`, body);
    expect((await told())[0]).toBe(`comment: ${names(alice)} (1)`);
    expect(await app.list(mina)).toHaveLength(2);
  });
});

describe('follows', () => {
  const follow = (who: Person) => follows(app, who, mina);

  it('join, also when they end and begin again', async () => {
    await follow(alice);
    await follow(bob);
    expect(await told()).toEqual([`follow: ${names(bob, alice)} (2)`]);
    await unfollows(app, bob, mina);
    expect(await told()).toEqual([`follow: ${names(alice)} (1)`]);
  });

  it('of a private profile are asked for first, and only the follower is told of the consent', async () => {
    await follow(carol);
    await setsPublic(app, mina, false);
    await follow(alice);
    await follow(bob);
    expect(await told()).toEqual([
      `follow-request: ${names(bob, alice)} (2)`,
      `follow: ${names(carol)} (1)`,
    ]);
    await accepts(app, mina, alice);
    await refuses(app, mina, bob);
    expect(await told()).toEqual([`follow: ${names(carol)} (1)`]);
    expect(await told(alice)).toEqual([`follow-accepted: ${names(mina)} (1)`]);
    expect(await told(bob)).toEqual([]);
  });
});
