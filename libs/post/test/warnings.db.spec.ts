import { people, type Person } from '#libs/testing/people';
import { type ModerationStage, moderationStage } from './moderation-stage.js';
import { answered } from './stage.js';

let app: ModerationStage;
let mina: Person;

beforeAll(async () => {
  app = await moderationStage();
});
beforeEach(async () => {
  ({ mina } = await people(app, 'mina'));
});
afterAll(() => app.close());

const trending = async (query = '') => app.ids(`/posts?sort=trending&authorId=${mina.id}${query}`);

it('a post warns as its author says, until the author says otherwise', async () => {
  const { body: post } = await app.publish(mina, { contentWarning: '높은 곳', sensitive: true });
  expect(post).toMatchObject({ contentWarning: '높은 곳', sensitive: true });
  expect(await app.seen(post.id)).toMatchObject({ contentWarning: '높은 곳' });
  const calmed = await app.change(mina, post.id, { contentWarning: null });
  expect(calmed.body).toMatchObject({ contentWarning: null, sensitive: true });
  expect(calmed.headers['etag']).toMatch(/^"2-/);
  expect((await app.change(mina, post.id, { sensitive: false })).body.sensitive).toBe(false);
  expect(await app.items(`/posts/${post.id}/history`, mina)).toEqual([]);
});

it.each([
  [{ contentWarning: '' }],
  [{ contentWarning: ' ' }],
  [{ contentWarning: 'x'.repeat(201) }],
  [{ contentWarning: 'a\nb' }],
  [{ sensitive: null }],
  [{ sensitive: 'yes' }],
])('%j is refused', async (fields) => {
  expect(answered(await app.publish(mina, fields))).toBe('400 validation-failed');
});

it('a warning has 200 code points', async () => {
  expect((await app.publish(mina, { contentWarning: '😀'.repeat(200) })).status).toBe(201);
});

it('trending holds warned and sensitive posts when asked for, ranked or not; other lists always', async () => {
  const made = [
    (await app.publish(mina, {})).body.id,
    (await app.publish(mina, { contentWarning: 'x' })).body.id,
    (await app.publish(mina, { sensitive: true })).body.id,
  ];
  for (const isRanked of [false, true]) {
    if (isRanked) {
      await app.sql(`insert into post_trend select unnest($1::bigint[]), 1`, [made]);
    }
    expect(await trending()).toEqual([made[0]]);
    expect((await trending('&sensitive=true')).toSorted()).toEqual(made.toSorted());
  }
  expect(await app.items(`/posts?authorId=${mina.id}`)).toHaveLength(3);
  expect(await app.items(`/users/${mina.id}/posts`)).toHaveLength(3);
});

it('an administrator may warn of a post, which is written down', async () => {
  const { body: post } = await app.publish(mina, {});
  const body = { contentWarning: 'blood', sensitive: true, reason: 'was reported' };
  const answer = await app.moderate(post.id, body);
  expect(answer.body).toMatchObject({ contentWarning: 'blood', sensitive: true });
  expect(await app.seen(post.id)).toMatchObject({ contentWarning: 'blood' });
  const [entry] = await app.items(`/admin/audit-log?targetId=${post.id}`, app.admin);
  expect(entry).toMatchObject({
    action: 'post.edited',
    reason: 'was reported',
    changes: { fields: ['contentWarning'], sensitive: { from: false, to: true } },
  });
});
