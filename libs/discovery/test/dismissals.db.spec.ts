import type { PostId } from '#libs/post';
import { restores, suspends } from '#libs/testing/accounts';
import { blocks, unblocks } from '#libs/testing/graph';
import { people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { DismissalsJobs } from '../src/dismissals/dismissals.jobs.js';
import { type DiscoveryStage, discoveryStage } from './stage.js';

let app: DiscoveryStage;
let me: Person, bob: Person;

beforeAll(async () => {
  app = await discoveryStage();
});
beforeEach(async () => {
  ({ me, bob } = await people(app, 'me', 'bob'));
});
afterAll(() => app.close());

const url = (path: string): string => `/v1/me/dismissals/${encodeURI(path)}`;
const dismiss = (path: string, as = me) => app.request({ method: 'PUT', url: url(path), as });
const takeBack = (path: string, as = me) => app.request({ method: 'DELETE', url: url(path), as });
const list = async (as = me, query = '') =>
  (await app.request({ method: 'GET', url: `/v1/me/dismissals${query}`, as })).body;
const kinds = async (as = me) =>
  (await list(as, '?limit=100')).items.map(({ kind }: { kind: string }) => kind);
const trending = async (as?: Person) =>
  (
    await app.request({ method: 'GET', url: '/v1/tags?sort=trending', ...(as && { as }) })
  ).body.items.map(({ name }: { name: string }) => name);

it('are people, tags and authors of posts, newest first, for who made them alone', async () => {
  const post = await publishes(app, bob, { body: 'Bread' });
  for (const path of [`users/${bob.id}`, 'tags/등산', `posts/${post}`]) {
    expect((await dismiss(path)).status).toBe(204);
  }
  const { items } = await list();
  expect(items).toMatchObject([
    { kind: 'post', user: { id: bob.id }, tag: null, post: { id: post, body: 'Bread' } },
    { kind: 'tag', user: null, tag: '등산', post: null },
    { kind: 'user', user: { id: bob.id }, tag: null, post: null },
  ]);
  const first = await list(me, '?limit=2');
  expect((await list(me, `?limit=2&cursor=${first.nextCursor}`)).items).toEqual(items.slice(2));
  expect((await list(bob)).items).toEqual([]);
});

it('are one for each person, tag and author, and move up when they are made again', async () => {
  const [post, other] = [await publishes(app, bob), await publishes(app, bob)];
  for (const path of [`posts/${post}`, 'tags/Seoul', `posts/${other}`, 'tags/seoul']) {
    await dismiss(path);
  }
  expect((await list()).items).toMatchObject([
    { kind: 'tag', tag: 'seoul' },
    { kind: 'post', post: { id: other } },
  ]);
});

it('are taken back, an author by any post, and again', async () => {
  const [post, other] = [await publishes(app, bob), await publishes(app, bob)];
  for (const path of [`users/${bob.id}`, 'tags/Seoul', `posts/${post}`]) {
    await dismiss(path);
  }
  for (const path of [`posts/${other}`, 'tags/SEOUL', `users/${bob.id}`, `users/${bob.id}`]) {
    expect((await takeBack(path)).status).toBe(204);
  }
  expect(await kinds()).toEqual([]);
});

it('are refused for people and posts that can’t be seen', async () => {
  const hidden = await publishes(app, bob, { visibility: 'private' });
  await blocks(app, bob, me);
  for (const path of [`users/${bob.id}`, `posts/${hidden}`, 'users/1', 'posts/1']) {
    const { status, body } = await dismiss(path);
    expect([path, status, body.code]).toEqual([path, 404, 'not-found']);
  }
  expect(await app.sql(`select from dismissal where person_id = $1`, [me.id])).toEqual([]);
});

it('show nobody and no post that can’t be seen any more, and hold on', async () => {
  const post = await publishes(app, bob);
  await dismiss(`posts/${post}`);
  await app.request({ method: 'DELETE', url: `/v1/posts/${post}`, as: bob });
  expect((await list()).items).toMatchObject([{ kind: 'post', user: { id: bob.id }, post: null }]);
  await blocks(app, bob, me);
  expect(await kinds()).toEqual([]);
  await unblocks(app, bob, me);
  await suspends(app, bob);
  expect(await kinds()).toEqual([]);
  await restores(app, bob);
  expect(await kinds()).toEqual(['post']);
});

it('hold for 180 days, and go with the next night', async () => {
  await dismiss('tags/old');
  await dismiss('tags/new');
  const age = (days: number) =>
    app.sql(`update dismissal set until = until - $1 * interval '1 day' where tag = 'old'`, [days]);
  await age(179);
  expect(await kinds()).toHaveLength(2);
  await app.get(DismissalsJobs).removeEnded();
  expect(await kinds()).toHaveLength(2);
  await age(1);
  expect(await kinds()).toHaveLength(1);
  await app.get(DismissalsJobs).removeEnded();
  expect(await app.sql(`select tag from dismissal where person_id = $1`, [me.id])).toEqual([
    { tag: 'new' },
  ]);
});

it('are the newest thousand, also when many are made at once', async () => {
  await app.sql(
    `insert into dismissal (person_id, kind, key, tag, until)
    select $1, 'tag', 'tag' || number, 'tag' || number, now() + interval '1 day'
    from generate_series(1, 995) as number`,
    [me.id],
  );
  await Promise.all(Array.from({ length: 20 }, (_, i) => dismiss(`tags/more${i}`)));
  const rows = await app.sql<{ tag: string }>(
    `select tag from dismissal where person_id = $1 order by position`,
    [me.id],
  );
  expect(rows).toHaveLength(1_000);
  expect(rows[0]!.tag).toBe('tag16');
});

it('hide a tag from those that trend, for who dismissed it alone, on the next read', async () => {
  const post: PostId = await publishes(app, bob, { tags: ['Bread', 'hills'] });
  await app.sql(
    `insert into tag_trend (tag_id, score, recent_people, recent_posts, history)
    select tag_id, 1, 1, 1, '[]' from post_tag where post_id = $1`,
    [post],
  );
  await app.settle();
  expect(await trending(me)).toEqual(expect.arrayContaining(['Bread', 'hills']));
  await dismiss('tags/bread');
  expect(await trending(me)).toEqual(['hills']);
  expect(await trending(bob)).toHaveLength(2);
  expect(await trending()).toHaveLength(2);
  await takeBack('tags/BREAD');
  expect(await trending(me)).toHaveLength(2);
});

it('hide posts of an author, and posts with a tag, from what is recommended, on the next read', async () => {
  const [tagged, plain] = [
    await publishes(app, bob, { body: 'Hot', tags: ['Bread'] }),
    await publishes(app, bob, { body: 'Plain' }),
  ];
  const recommended = async () => {
    const { body } = await app.request({ method: 'GET', url: '/v1/feeds/recommended', as: me });
    return body.items
      .map(({ id }: { id: string }) => id)
      .filter((id: string) => [tagged, plain].includes(id as PostId));
  };
  await app.sql('delete from recommended_seen');
  expect(await recommended()).toHaveLength(2);
  await dismiss('tags/bread');
  await app.sql('truncate recommended_seen, recommended_ranking');
  expect(await recommended()).toEqual([plain]);
  await dismiss(`posts/${tagged}`);
  await app.sql('truncate recommended_seen, recommended_ranking');
  expect(await recommended()).toEqual([]);
});
