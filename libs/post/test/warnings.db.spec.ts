import { PostModule } from '#libs/post';
import { SocialGraphModule } from '#libs/social-graph';
import { type TestHttp, testHttp } from '#libs/testing';
import { people, type Person, staff } from '#libs/testing/people';
import { allOf, answered, get } from './stage.js';

let app: TestHttp;
let mina: Person;

beforeAll(async () => {
  app = await testHttp({ modules: [SocialGraphModule, PostModule] });
});
beforeEach(async () => {
  ({ mina } = await people(app, 'mina'));
});
afterAll(() => app.close());

const send = (fields: object) =>
  app.request({ method: 'POST', url: '/v1/posts', as: mina, body: { body: 'A post', ...fields } });
const edit = (id: string, fields: object) =>
  app.request({ method: 'PATCH', url: `/v1/posts/${id}`, as: mina, body: fields });
const trending = async (query = '') =>
  (await allOf(app, `/posts?sort=trending&authorId=${mina.id}${query}`)).map(({ id }) => id);

it('a post warns as its author says, until the author says otherwise', async () => {
  const { body: post } = await send({ contentWarning: '높은 곳', sensitive: true });
  expect(post).toMatchObject({ contentWarning: '높은 곳', sensitive: true });
  expect((await get(app, `/posts/${post.id}`)).body).toMatchObject({ contentWarning: '높은 곳' });
  const calmed = await edit(post.id, { contentWarning: null });
  expect(calmed.body).toMatchObject({ contentWarning: null, sensitive: true });
  expect(calmed.headers['etag']).toMatch(/^"2-/);
  expect((await edit(post.id, { sensitive: false })).body.sensitive).toBe(false);
  expect(await allOf(app, `/posts/${post.id}/history`, mina)).toEqual([]);
});

it.each([
  [{ contentWarning: '' }],
  [{ contentWarning: ' ' }],
  [{ contentWarning: 'x'.repeat(201) }],
  [{ contentWarning: 'a\nb' }],
  [{ sensitive: null }],
  [{ sensitive: 'yes' }],
])('%j is refused', async (fields) => {
  expect(answered(await send(fields))).toBe('400 validation-failed');
});

it('a warning has 200 code points', async () => {
  expect((await send({ contentWarning: '😀'.repeat(200) })).status).toBe(201);
});

it('trending holds warned and sensitive posts when asked for, ranked or not; other lists always', async () => {
  const made = [
    (await send({})).body.id,
    (await send({ contentWarning: 'x' })).body.id,
    (await send({ sensitive: true })).body.id,
  ];
  for (const isRanked of [false, true]) {
    if (isRanked) {
      await app.sql(`insert into post_trend select unnest($1::bigint[]), 1`, [made]);
    }
    expect(await trending()).toEqual([made[0]]);
    expect((await trending('&sensitive=true')).toSorted()).toEqual(made.toSorted());
  }
  expect(await allOf(app, `/posts?authorId=${mina.id}`)).toHaveLength(3);
  expect(await allOf(app, `/users/${mina.id}/posts`)).toHaveLength(3);
});

it('an administrator may warn of a post, which is written down', async () => {
  const boss = await staff(app, 'admin');
  const { body: post } = await send({});
  const url = `/v1/admin/posts/${post.id}`;
  const body = { contentWarning: 'blood', sensitive: true, reason: 'was reported' };
  const answer = await app.request({ method: 'PATCH', url, as: boss, body });
  expect(answer.body).toMatchObject({ contentWarning: 'blood', sensitive: true });
  expect((await get(app, `/posts/${post.id}`)).body).toMatchObject({ contentWarning: 'blood' });
  const [entry] = await allOf(app, `/admin/audit-log?targetId=${post.id}`, boss);
  expect(entry).toMatchObject({
    action: 'post.edited',
    reason: 'was reported',
    changes: { fields: ['contentWarning'], sensitive: { from: false, to: true } },
  });
});
