import type { PostId } from '#libs/post';
import { expectNoDrift, problem } from '#libs/testing';
import { suspends } from '#libs/testing/accounts';
import { blocks, follows } from '#libs/testing/graph';
import { people, type Person, setsPublic } from '#libs/testing/people';
import { editsPost, publishes, reposts, unreposts } from '#libs/testing/posts';
import { answered, type PostStage, postStage } from './stage.js';

let app: PostStage;
let mina: Person;
let joon: Person;
let hana: Person;

beforeAll(async () => {
  app = await postStage();
});
beforeEach(async () => {
  ({ mina, joon, hana } = await people(app, 'mina', 'joon', 'hana'));
});
afterEach(() => expectNoDrift(app));
afterAll(() => app.close());

const call = (method: 'PUT' | 'DELETE', as: Person, post: string) =>
  app.act(as, method, `/posts/${post}/repost`);
const reposters = async (post: string, as?: Person) =>
  app.ids(`/posts/${post}/reposts?limit=1`, as);

it('a repost is answered with the count, shows on the post, and can be taken back', async () => {
  const post = await publishes(app, mina);
  expect((await call('PUT', joon, post)).body).toEqual({ reposted: true, repostCount: 1 });
  expect((await call('PUT', joon, post)).body).toEqual({ reposted: true, repostCount: 1 });
  expect((await call('PUT', mina, post)).body).toEqual({ reposted: true, repostCount: 2 });
  expect(await app.seen(post, joon)).toMatchObject({
    repostCount: 2,
    viewer: { reposted: true },
  });
  expect((await app.seen(post, hana)).viewer.reposted).toBe(false);
  expect((await call('DELETE', joon, post)).body).toEqual({ reposted: false, repostCount: 1 });
  expect((await call('DELETE', joon, post)).body).toEqual({ reposted: false, repostCount: 1 });
});

it.each<[string, string, (post: PostId) => Promise<unknown>]>([
  ['a post for followers', '422', (id) => editsPost(app, mina, id, { visibility: 'followers' })],
  ['a post of a private profile', '422', () => setsPublic(app, mina, false)],
  ['a private post', '404', (id) => editsPost(app, mina, id, { visibility: 'private' })],
  ['a post of somebody suspended', '404', () => suspends(app, mina)],
  ['a post across a block', '404', () => blocks(app, joon, mina)],
])('%s can not be reposted, but the repost taken back', async (_what, status, happens) => {
  const [post, reposted] = [await publishes(app, mina), await publishes(app, mina)];
  await follows(app, joon, mina);
  await reposts(app, joon, reposted);
  await happens(post);
  await happens(reposted);
  const code = status === '404' ? 'not-found' : 'not-shareable';
  expect(answered(await call('PUT', joon, post))).toBe(`${status} ${code}`);
  const back = await call('DELETE', joon, reposted);
  expect(back.body).toEqual({ reposted: false, repostCount: status === '404' ? null : 0 });
  expect((await call('DELETE', joon, reposted)).status).toBe(200);
});

it('nobody reposts the own private post or draft', async () => {
  const hidden = await publishes(app, mina, { visibility: 'private' });
  const draft = await publishes(app, mina, { status: 'draft' });
  for (const post of [hidden, draft]) {
    expect(answered(await call('PUT', mina, post))).toBe('422 not-shareable');
  }
});

it('who reposted is listed newest first, without whom the viewer does not see', async () => {
  const post = await publishes(app, mina);
  const { anna, ben } = await people(app, 'anna', 'ben');
  for (const who of [joon, hana, anna, ben]) {
    await reposts(app, who, post);
  }
  expect(await reposters(post)).toEqual([ben, anna, hana, joon].map(({ id }) => id));
  await suspends(app, anna);
  await blocks(app, ben, joon);
  expect(await reposters(post, joon)).toEqual([hana.id, joon.id]);
  expect(await reposters(post)).toEqual([ben.id, hana.id, joon.id]);
  await blocks(app, mina, hana);
  expect(answered(await app.read(`/posts/${post}/reposts`, hana))).toBe('404 not-found');
});

it('counts right when a post stops being for everybody meanwhile', async () => {
  const post = await publishes(app, mina);
  const outcomes = await Promise.allSettled([
    ...[joon, hana, joon, hana].map((who) => reposts(app, who, post)),
    editsPost(app, mina, post, { visibility: 'followers' }),
    unreposts(app, joon, post),
  ]);
  for (const one of outcomes) {
    if (one.status === 'rejected') {
      expect(one.reason).toEqual(problem('not-found'));
    }
  }
});
