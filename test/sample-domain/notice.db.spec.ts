import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { UnitOfWork } from '#libs/database';
import { HealthModule } from '#libs/health';
import { buildOpenApi } from '#libs/http';
import { Jobs } from '#libs/jobs';
import { MetricsModule } from '#libs/metrics';
import { filesOf, storedObjects, type TestHttp, testHttp, type TestRequest } from '#libs/testing';
import { people, type Person } from '#libs/testing/people';
import { uploads } from '#libs/testing/uploads';
import { domainModules } from '../../apps/domains.js';
import { NoticeModule } from './index.js';

let app: TestHttp;
let alice: Person;
let bob: Person;
let root: Person;
let post: string;

/** The whole program with one module more, which is all that its list of domains would say. */
beforeEach(async () => {
  const modules = [HealthModule, MetricsModule, ...domainModules, NoticeModule];
  app = await testHttp({ modules });
  ({ alice, bob, root } = await people(app, 'alice', 'bob', 'root'));
  await change(`update user_account set role = 'superuser' where id = ${root.id}`);
  post = (await ask('POST', '/posts', bob, { body: 'The light on the floor.' })).body.id;
});
afterEach(() => app.close());

const change = (sql: string) => app.sql(`with x as (${sql} returning 1) select from x`);
const ask = (method: TestRequest['method'], path: string, as?: Person, body?: object) =>
  app.request({ method, url: `/v1${path}`, body, ...(as && { as }) });
const give = (as: Person, more: object = {}) =>
  ask('POST', `/posts/${post}/notices`, as, { words: 'Golden.', ...more });
const count = async () => (await ask('GET', `/posts/${post}/notices/count`)).body.noticeCount;
const withhold = (id: string, isActive = false) =>
  ask('PATCH', `/admin/notices/${id}`, root, { isActive, reason: 'Spam.' });
/** What answers at an address: the local files, without a network. */
async function fetched(url: string): Promise<{ status: number; content: Buffer }> {
  const { pathname, search } = new URL(url);
  const answer = await app.nest.inject({ url: `${pathname}${search}` });
  return { status: answer.statusCode, content: answer.rawPayload };
}

it('has tables of its own, made by its migration as its entities say', async () => {
  const { status, body } = await give(alice);
  expect(status).toBe(201);
  expect(body).toEqual({
    id: expect.stringMatching(/^\d+$/),
    postId: post,
    authorId: alice.id,
    words: 'Golden.',
    image: null,
    createdAt: expect.stringMatching(/Z$/),
  });
  expect((await ask('GET', `/posts/${post}/notices`, bob)).body.items).toEqual([body]);
  expect(await app.sql(`select name from migrations where name like 'Notice%'`)).toHaveLength(1);
  const source = app.nest.get<DataSource>(getDataSourceToken(), { strict: false });
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query)).toEqual([]);
});

it('answers with its own problem, also when the database decides', async () => {
  const answers = await Promise.all([give(alice), give(alice)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(answers.find(({ status }) => status === 409)?.body.code).toBe('already-noticed');
  const help = await app.request({ method: 'GET', url: '/problems/already-noticed' });
  expect(help.text).toContain('Withdraw your notice first');
});

it('is in the OpenAPI document: its group, its problem, its word in the audit log', () => {
  const { tags, paths, components } = buildOpenApi(app.nest);
  expect(tags?.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Posts', 'Notices', 'Tags']),
  );
  expect(tags?.find(({ name }) => name === 'Notices')?.description).toBe(
    'Who noticed which posts.',
  );
  const operation = paths['/v1/posts/{postId}/notices']?.post;
  expect(operation?.operationId).toBe('giveNotice');
  expect(JSON.stringify(operation?.responses['409'])).toContain('already-noticed');
  expect(components?.schemas?.['AuditTarget']).toMatchObject({
    enum: expect.arrayContaining(['notice', 'post']),
  });
});

it('tells its events, and hears of them in the transaction and after it', async () => {
  const { id } = (await give(alice)).body;
  expect(await count()).toBe(1);
  const told = () => app.sql(`select id from notice where told_at is not null`);
  expect(await told()).toEqual([]);
  await app.settle();
  expect(await told()).toEqual([{ id }]);
  const { text } = await app.request({ method: 'GET', url: '/metrics' });
  expect(text).toMatch(/domain_events_total\{event="notice\.given"\} [1-9]/);
  expect(text).toContain('domain_events_total{event="notice.withdrawn"}');
});

it('counts exactly whatever people do at once, and is audited', async () => {
  const everybody = [alice, bob, root];
  await Promise.all(everybody.map((somebody) => give(somebody)));
  expect(await count()).toBe(3);
  const { items } = (await ask('GET', `/posts/${post}/notices`, bob)).body;
  const own = items.find((notice: { authorId: string }) => notice.authorId === bob.id);
  expect((await ask('DELETE', `/notices/${own.id}`, alice)).body.code).toBe('forbidden');
  expect((await ask('DELETE', `/notices/${own.id}`, bob)).status).toBe(204);
  expect(await count()).toBe(2);
  await ask('PATCH', `/admin/users/${alice.id}`, root, { isActive: false, reason: 'Spam.' });
  await app.settle();
  expect(await count()).toBe(1);
  expect(await app.drift()).toEqual([]);
  await change(`update notice_counter set notice_count = 7`);
  expect(await app.drift()).toEqual([
    { counter: 'notice_counter.notice_count', key: post, stored: 7, actual: 1 },
  ]);
});

it('is moderated, and each act stands in the audit log with its target', async () => {
  const { id } = (await give(alice)).body;
  expect((await withhold(id)).status).toBe(204);
  expect((await ask('GET', `/notices/${id}`, alice)).status).toBe(404);
  expect(await count()).toBe(0);
  expect((await withhold(id, true)).status).toBe(204);
  expect(await count()).toBe(1);
  const { items } = (await ask('GET', `/admin/audit-log?targetId=${id}`, root)).body;
  expect(items).toEqual([
    expect.objectContaining({ targetType: 'notice', action: 'notice.restored' }),
    expect.objectContaining({
      targetType: 'notice',
      action: 'notice.deactivated',
      actorId: root.id,
      reason: 'Spam.',
    }),
  ]);
});

it('runs its job, which removes what has been withheld for long', async () => {
  const [old, young] = [(await give(alice)).body.id, (await give(bob)).body.id];
  await withhold(old);
  await withhold(young);
  await change(`update notice set withheld_at = now() - interval '31 days' where id = ${old}`);
  await app.get(UnitOfWork).run(() => app.get(Jobs).send('notice.forget-withheld', {}));
  await app.settle();
  expect(await app.sql(`select id from notice`)).toEqual([{ id: young }]);
});

it('has a picture, and decides who sees it', async () => {
  const mediaId = await uploads(app, alice);
  await app.settle();
  const { id, image } = (await give(alice, { mediaId })).body;
  expect(image).toMatchObject({ id: mediaId, status: 'ready' });
  expect((await fetched(image.url)).status).toBe(200);
  const seen = async (as?: Person) => (await ask('GET', `/media/${mediaId}`, as)).status;
  expect(await seen(bob)).toBe(200);
  await ask('PUT', `/users/${alice.id}/block`, bob);
  expect(await seen(bob)).toBe(404);
  expect(await seen()).toBe(200);
  await withhold(id);
  expect(await seen()).toBe(404);
  await withhold(id, true);
  expect((await ask('DELETE', `/media/${mediaId}`, alice)).status).toBe(204);
  await app.settle();
  expect((await ask('GET', `/notices/${id}`)).body.image).toBeNull();
});

it('can be liked, as far as it can be seen, and the likes are counted', async () => {
  const { id } = (await give(alice)).body;
  const like = (as: Person) => ask('PUT', `/notices/${id}/like`, as);
  expect(
    (await Promise.all([like(bob), like(root), like(bob)])).map(({ status }) => status),
  ).toEqual([200, 200, 200]);
  expect((await like(bob)).body).toEqual({ liked: true, likeCount: 2 });
  expect((await ask('DELETE', `/notices/${id}/like`, root)).body.likeCount).toBe(1);
  const { items } = (await ask('GET', `/notices/${id}/likes`, alice)).body;
  expect(items.map(({ nickname }: Person) => nickname)).toEqual(['bob']);
  await withhold(id);
  expect((await like(root)).status).toBe(404);
  await change(`update notice_like_counter set like_count = 7`);
  expect(await app.drift()).toEqual([
    { counter: 'notice_like_counter.like_count', key: id, stored: 7, actual: 1 },
  ]);
});

it('can be taken back also when its post can’t be seen any more', async () => {
  const { id } = (await give(alice)).body;
  await ask('PUT', `/users/${alice.id}/block`, bob);
  expect((await ask('GET', `/notices/${id}`, alice)).status).toBe(404);
  expect((await ask('DELETE', `/notices/${id}`, alice)).status).toBe(204);
  expect(await count()).toBe(0);
});

it('gives people what it keeps of them, and removes it when they go', async () => {
  const mediaId = await uploads(app, alice);
  await app.settle();
  const { id } = (await give(alice, { mediaId })).body;
  const own = (await ask('POST', '/posts', alice, { body: 'The wall.' })).body.id;
  await ask('POST', `/posts/${own}/notices`, bob, { words: 'White.' });
  await Promise.all([alice, bob].map((somebody) => ask('PUT', `/notices/${id}/like`, somebody)));
  const asked = (await ask('POST', '/me/exports', alice)).body;
  await app.settle();
  const { url } = (await ask('GET', `/me/exports/${asked.id}`, alice)).body;
  const files = await filesOf((await fetched(url)).content);
  expect(files.map(({ name }) => name)).toContain('reactions/notice-likes.json');
  const notices = files.find(({ name }) => name === 'notices.json');
  expect(JSON.parse(notices!.content.toString())).toEqual([
    expect.objectContaining({ id, postId: post, words: 'Golden.', mediaId }),
  ]);

  const erase = ask('POST', `/admin/users/${alice.id}/erase`, root, { reason: 'Asked by mail.' });
  expect((await erase).status).toBe(202);
  await app.settle();
  expect(await app.sql(`select id from notice`)).toEqual([]);
  expect(await app.sql(`select from notice_like`)).toEqual([]);
  expect(await app.sql(`select post_id as post from notice_counter`)).toEqual([{ post }]);
  expect(await storedObjects(app)).toEqual([]);
  expect(await count()).toBe(0);
  expect(await app.drift()).toEqual([]);
});
