import { randomUUID } from 'node:crypto';
import type { TestHttp } from '#libs/testing';
import { people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { openStage } from './stage.js';

let app: TestHttp;
let alice: Person, bob: Person, carol: Person;
let post: string;

beforeAll(async () => {
  app = await openStage();
  ({ alice, bob, carol } = await people(app, 'alice', 'bob', 'carol'));
  post = await publishes(app, alice);
});
afterAll(() => app.close());

const write = (body: unknown, headers: Record<string, string> = {}) =>
  app.request({ method: 'POST', url: `/v1/posts/${post}/comments`, as: bob, body, headers });
const get = (path: string, as?: Person, headers: Record<string, string> = {}) =>
  app.request({ method: 'GET', url: `/v1${path}`, headers, ...(as && { as }) });

const COMMENT_FIELDS = [
  'author',
  'body',
  'createdAt',
  'depth',
  'entities',
  'id',
  'isDeleted',
  'likeCount',
  'parentId',
  'postId',
  'replyCount',
  'updatedAt',
  'viewer',
];

describe('the comments over HTTP', () => {
  it('are created with Location and ETag, and read as they were created', async () => {
    const answer = await write({ body: 'hello' });
    expect(answer.status).toBe(201);
    expect(answer.headers['location']).toBe(`/v1/comments/${answer.body.id}`);
    expect(answer.headers['etag']).toMatch(/^"1-/);
    expect(Object.keys(answer.body).sort()).toEqual(COMMENT_FIELDS);
    const read = await get(`/comments/${answer.body.id}`, bob);
    expect(read.body).toEqual(answer.body);
    expect((await get(`/comments/${answer.body.id}`)).body).toEqual({
      ...answer.body,
      viewer: null,
    });
    const etag = String(read.headers['etag']);
    const again = await get(`/comments/${answer.body.id}`, bob, { 'if-none-match': etag });
    expect(again.status).toBe(304);
  });

  it('are created once for one idempotency key', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const first = await write({ body: 'once' }, key);
    const second = await write({ body: 'once' }, key);
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotent-replayed']).toBe('true');
    expect((await write({ body: 'twice' }, key)).body.code).toBe('idempotency-key-reused');
  });

  it('have 1 to 5,000 code points', async () => {
    expect((await write({ body: '😀'.repeat(5_000) })).status).toBe(201);
    for (const body of ['', '😀'.repeat(5_001), null, 7, undefined]) {
      const answer = await write({ body });
      expect([answer.status, answer.body.code]).toEqual([400, 'validation-failed']);
      expect(answer.body.errors[0].pointer).toBe('/body');
    }
    expect((await write({ body: 'x', parentId: 'x' })).status).toBe(400);
    expect((await write({ body: 'x', authorId: alice.id })).status).toBe(400);
    expect((await write({ body: 'x', parentId: '17' })).body.code).toBe('parent-not-found');
  });

  it('are edited and deleted with If-Match, by those who may', async () => {
    const { body: comment, headers } = await write({ body: 'first' });
    const url = `/v1/comments/${comment.id}`;
    const etag = { 'if-match': String(headers['etag']) };
    const edit = (as: Person) =>
      app.request({ method: 'PATCH', url, as, body: { body: 'second' }, headers: etag });
    expect((await edit(alice)).status).toBe(403);
    const edited = await edit(bob);
    expect([edited.status, edited.body.body]).toEqual([200, 'second']);
    expect(edited.headers['etag']).toMatch(/^"2-/);
    expect((await edit(bob)).status).toBe(412);
    const remove = (as: Person, headers = {}) =>
      app.request({ method: 'DELETE', url, as, headers });
    expect((await remove(carol)).status).toBe(403);
    expect((await remove(alice, etag)).status).toBe(412);
    expect((await remove(alice)).status).toBe(204);
    expect((await remove(alice)).status).toBe(404);
    expect((await get(`/comments/${comment.id}`, bob)).status).toBe(404);
  });

  it('are listed by page, with their defaults and filters', async () => {
    const top = (await write({ body: 'top' })).body;
    const replies = [];
    for (const body of ['one', 'two', 'three']) {
      replies.push((await write({ body, parentId: top.id })).body);
    }
    const page = await get(`/comments/${top.id}/replies?limit=2`);
    expect(page.body.items.map(({ body }: { body: string }) => body)).toEqual(['one', 'two']);
    expect(String(page.headers['link'])).toContain('rel="next"');
    const next = await get(`/comments/${top.id}/replies?limit=2&cursor=${page.body.nextCursor}`);
    expect(next.body).toMatchObject({ items: [{ body: 'three' }], nextCursor: null });
    const latest = await get(`/posts/${post}/comments?limit=1`, bob);
    expect(latest.body.items).toMatchObject([
      { id: top.id, replyCount: 3, viewer: { liked: false } },
    ]);
    const named = await get(`/posts/${post}/comments?nickname=BO&limit=1`);
    expect(named.body.items).toMatchObject([{ id: replies[2].id }]);
    for (const path of ['/me/comments', `/users/${bob.id}/comments`]) {
      expect((await get(`${path}?limit=1`, bob)).body.items).toMatchObject([{ id: replies[2].id }]);
    }
    for (const query of ['sort=best', 'limit=101', 'page=2', 'cursor=x', 'nickname=']) {
      expect([query, (await get(`/posts/${post}/comments?${query}`)).status]).toEqual([query, 400]);
    }
    expect((await get('/posts/17/comments')).status).toBe(404);
    expect((await get('/comments/seventeen/replies')).status).toBe(404);
    expect((await get('/me/comments')).status).toBe(401);
  });
});

describe('the text of a comment', () => {
  it.each([' ', '\n\t', '\u3000', '\u2060', '\u3164\ufe0f', 'bell\u0007', 'esc\u009b'])(
    'is refused as %j, new and changed',
    async (body) => {
      const made = await write({ body });
      expect([made.status, made.body.errors[0].pointer]).toEqual([400, '/body']);
      const { body: comment } = await write({ body: 'fine' });
      const url = `/v1/comments/${comment.id}`;
      const changed = await app.request({ method: 'PATCH', url, as: bob, body: { body } });
      expect([changed.status, changed.body.errors[0].pointer]).toEqual([400, '/body']);
    },
  );

  it('is kept composed, with its lines and joined emoji', async () => {
    const body = 'first\n\tsecond 👩‍🚀 값';
    expect((await write({ body: body.normalize('NFD') })).body.body).toBe(body);
  });
});
