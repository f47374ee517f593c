import pg from 'pg';
import { ViewsService } from '#libs/post';
import { pictures, type TestHttp, testHttp, type TestRequest } from '#libs/testing';
import { follows } from '#libs/testing/graph';
import { people, type Person } from '#libs/testing/people';
import { shares } from '#libs/testing/stories';
import { uploads } from '#libs/testing/uploads';
import { domainModules } from '../../apps/domains.js';

/** Begin and end of transactions are no statements here, nor are signals, which nobody waits for. */
const BRACKETS =
  /^\s*(begin|start transaction|commit|rollback|savepoint|release|select pg_notify)\b/i;
/** Posts, comments and followers of the stage: more than the longest page. */
const MANY = 105;

let app: TestHttp;
let alice: Person;
let bob: Person;
let post: string;
let other: string | undefined;
let comment: string;

/** Locks the row of an account against changes. */
const HOLDS_PERSON = /\bfrom user_account\b[^]*\bfor share\b/;

beforeAll(async () => {
  app = await testHttp({ modules: domainModules });
  // Views are stored when a test says so, not by the second.
  await app.get(ViewsService).beforeApplicationShutdown();
  ({ alice, bob } = await people(app, 'alice', 'bob'));
  await follows(app, alice, bob);
  for (let number = 0; number < MANY; number += 1) {
    post = (await write('POST', '/v1/posts', bob, { body: `산책 walk ${number}`, tags: ['walk'] }))
      .id;
    const path = `/v1/posts/${other ?? post}/comments`;
    comment = (await write('POST', path, bob, { body: 'nice' })).id;
    other ??= post;
  }
  await app.sql(
    `
    with made as (
      insert into user_account (email, email_folded, full_name, full_name_folded, password_hash)
      select 'made' || n || '@x.test', 'made' || n || '@x.test', 'Made', 'made', 'x'
      from generate_series(1, $1) n
      returning id
    ), faces as (
      insert into profile (user_id, nickname, nickname_folded)
      select id, 'made' || id, 'made' || id from made
    ), counters as (
      insert into user_counter (user_id) select id from made
    ), likes as (
      insert into post_like (post_id, user_id) select $3, id from made
    )
    insert into follow (follower_id, followee_id) select id, $2 from made`,
    [MANY, bob.id, other],
  );
  await app.settle();
});
afterEach(async () => {
  // What a test does between the two would hide posts from the next one.
  for (const relation of ['block', 'mute']) {
    await app.request({ method: 'DELETE', url: `/v1/users/${bob.id}/${relation}`, as: alice });
  }
  await follows(app, alice, bob);
});
afterAll(() => app.close());

/** Statements that the driver sends for one request. */
async function statementsOf<Body = { items: unknown[] }>(
  request: TestRequest,
): Promise<{ count: number; holds: number; body: Body }> {
  await app.get(ViewsService).flush();
  const spy = jest.spyOn(pg.Client.prototype, 'query');
  const { status, body, text } = await app.request(request);
  const sent = spy.mock.calls.map(([statement]) =>
    String(typeof statement === 'string' ? statement : Reflect.get(Object(statement), 'text')),
  );
  spy.mockRestore();
  expect([status, text]).toEqual([expect.any(Number), expect.any(String)]);
  expect(status).toBeLessThan(300);
  return {
    count: sent.filter((statement) => !BRACKETS.test(statement)).length,
    holds: sent.filter((statement) => HOLDS_PERSON.test(statement)).length,
    body,
  };
}

async function write(
  method: TestRequest['method'],
  url: string,
  as: Person,
  body: unknown,
): Promise<{ id: string }> {
  return (await app.request({ method, url, as, body })).body;
}

describe('a list takes at most six statements, whatever its limit', () => {
  it.each([
    ['home feed', (): string => '/v1/feeds/home?'],
    ['explore feed', (): string => '/v1/feeds/explore?'],
    ['posts', (): string => '/v1/posts?'],
    ['search for posts', (): string => `/v1/posts?q=${encodeURIComponent('산책 walk')}&`],
    ['posts of a tag', (): string => '/v1/posts?tag=walk&sort=popular&'],
    ['trending posts', (): string => '/v1/posts?sort=trending&'],
    ['posts of a person', (): string => `/v1/users/${bob.id}/posts?`],
    ['comments of a post', (): string => `/v1/posts/${other}/comments?`],
    ['conversations under a post', (): string => `/v1/posts/${other}/thread?`],
    ['comments of a person', (): string => `/v1/users/${bob.id}/comments?`],
    ['popular people', (): string => '/v1/users?sort=popular&'],
    ['followers', (): string => `/v1/users/${bob.id}/followers?`],
    ['likes of a post', (): string => `/v1/posts/${other}/likes?`],
    ['people', (): string => '/v1/users?'],
  ])('%s', async (_name, path) => {
    const counts = new Set<number>();
    for (const limit of [1, 20, 100]) {
      const { count, body } = await statementsOf({
        method: 'GET',
        url: `${path()}limit=${limit}`,
        as: alice,
      });
      expect(body.items).toHaveLength(limit);
      counts.add(count);
    }
    expect([...counts]).toEqual([expect.any(Number)]);
    expect(Math.max(...counts)).toBeLessThanOrEqual(6);
  });
});

it.each([
  ['a post', (): string => `/v1/posts/${post}`],
  ['a comment', (): string => `/v1/comments/${comment}`],
  ['a comment with what it answers', (): string => `/v1/comments/${comment}/context`],
  ['replies', (): string => `/v1/comments/${comment}/replies`],
  ['a person', (): string => `/v1/users/${bob.id}`],
  ['me', (): string => '/v1/me'],
  ['my bookmarks', (): string => '/v1/me/bookmarks'],
  ['my liked comments', (): string => '/v1/me/likes/comments'],
  ['tags', (): string => '/v1/tags'],
  ['trending tags', (): string => '/v1/tags?sort=trending'],
  ['whom to follow', (): string => '/v1/me/suggestions/users'],
  ['similar people', (): string => `/v1/users/${bob.id}/similar`],
  ['recommended posts', (): string => '/v1/feeds/recommended'],
  ['what I am not interested in', (): string => '/v1/me/dismissals'],
  ['my recent searches', (): string => '/v1/me/recent-searches'],
])('reading %s takes at most six statements', async (_name, path) => {
  const { count } = await statementsOf({ method: 'GET', url: path(), as: alice });
  expect(count).toBeLessThanOrEqual(6);
});

it('the story feed takes as many statements for one ring as for many, and sharing and seeing at most eight', async () => {
  const { reader, ...authors } = await people(app, 'reader', 'one', 'two', 'three');
  const stories: string[] = [];
  for (const author of Object.values(authors)) {
    await follows(app, reader, author);
    stories.push(await shares(app, author), await shares(app, author));
  }
  const counts: number[] = [];
  for (const limit of [1, 3]) {
    const url = `/v1/feeds/stories?limit=${limit}`;
    const { count, body } = await statementsOf({ method: 'GET', url, as: reader });
    expect(body.items).toHaveLength(limit);
    counts.push(count);
  }
  expect(counts[1]).toBe(counts[0]);
  expect(counts[0]).toBeLessThanOrEqual(6);
  const mediaId = await uploads(app, reader);
  const share = { method: 'POST', url: '/v1/stories', as: reader, body: { mediaId } } as const;
  expect((await statementsOf(share)).count).toBeLessThanOrEqual(8);
  const url = `/v1/stories/${stories[0]!}/seen`;
  expect((await statementsOf({ method: 'PUT', url, as: reader })).count).toBeLessThanOrEqual(8);
});

it('publishing with tags and pictures takes at most fifteen statements', async () => {
  const mediaIds = [];
  for (let number = 0; number < 3; number += 1) {
    mediaIds.push(await uploads(app, alice, pictures.jpeg({ width: 40, height: 30 })));
  }
  await app.settle();
  const body = { title: 'A walk', body: 'by the river', tags: ['walk', 'new', '한강'], mediaIds };
  const { count } = await statementsOf({ method: 'POST', url: '/v1/posts', as: alice, body });
  expect(count).toBeLessThanOrEqual(15);
});

it.each([
  ['liking a post', 'PUT', (): string => `/v1/posts/${post}/like`],
  ['taking back a like', 'DELETE', (): string => `/v1/posts/${post}/like`],
  ['bookmarking', 'PUT', (): string => `/v1/posts/${post}/bookmark`],
  ['liking a comment', 'PUT', (): string => `/v1/comments/${comment}/like`],
  ['muting', 'PUT', (): string => `/v1/users/${bob.id}/mute`],
  ['no longer blocking', 'DELETE', (): string => `/v1/users/${bob.id}/block`],
] as const)('%s takes at most eight statements', async (_name, method, path) => {
  const { count } = await statementsOf({ method, url: path(), as: alice });
  expect(count).toBeLessThanOrEqual(8);
});

it('no longer following takes at most nine', async () => {
  const url = `/v1/users/${bob.id}/follow`;
  expect((await statementsOf({ method: 'DELETE', url, as: alice })).count).toBeLessThanOrEqual(9);
});

it('blocking, which ends follows, requests, rooms and places in lists, takes at most ten', async () => {
  const { count } = await statementsOf({
    method: 'PUT',
    url: `/v1/users/${bob.id}/block`,
    as: alice,
  });
  expect(count).toBeLessThanOrEqual(10);
});

it.each([
  ['following', true],
  ['asking to follow', false],
])('%s takes at most nine statements', async (_name, isPublic) => {
  const { carol } = await people(app, 'carol');
  await app.request({ method: 'PATCH', url: '/v1/me/profile', as: carol, body: { isPublic } });
  const { count, body } = await statementsOf<{ following: boolean }>({
    method: 'PUT',
    url: `/v1/users/${carol.id}/follow`,
    as: alice,
  });
  expect(body.following).toBe(isPublic);
  expect(count).toBeLessThanOrEqual(9);
});

it.each([
  ['Liking a post', 'PUT', (): string => `/v1/posts/${post}/like`, undefined],
  ['Taking back a like', 'DELETE', (): string => `/v1/posts/${post}/like`, undefined],
  ['Liking a comment', 'PUT', (): string => `/v1/comments/${comment}/like`, undefined],
  ['Commenting', 'POST', (): string => `/v1/posts/${post}/comments`, { body: 'yes' }],
  ['Publishing', 'POST', (): string => '/v1/posts', { body: 'by the sea', tags: ['sea'] }],
] as const)('%s holds the person who acts once', async (_name, method, path, body) => {
  const { holds } = await statementsOf({ method, url: path(), as: alice, body });
  expect(holds).toBe(1);
});

it.each([
  ['commenting', 'POST', (): string => `/v1/posts/${post}/comments`, { body: 'yes' }],

  ['changing the profile', 'PATCH', (): string => '/v1/me/profile', { bio: 'hello' }],
  ['changing the account', 'PATCH', (): string => '/v1/me', { fullName: 'Alice Kim' }],
] as const)('%s takes at most eight statements', async (_name, method, path, body) => {
  const { count } = await statementsOf({ method, url: path(), as: alice, body });
  expect(count).toBeLessThanOrEqual(8);
});
