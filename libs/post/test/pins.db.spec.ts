import { PostModule } from '#libs/post';
import { SocialGraphModule } from '#libs/social-graph';
import { type TestHttp, testHttp } from '#libs/testing';
import { blocks, follows } from '#libs/testing/graph';
import { people, type Person, staff } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { answered, get } from './stage.js';

let app: TestHttp;
let mina: Person;
let joon: Person;

beforeAll(async () => {
  app = await testHttp({ modules: [SocialGraphModule, PostModule] });
});
beforeEach(async () => {
  ({ mina, joon } = await people(app, 'mina', 'joon'));
});
afterAll(() => app.close());

const pin = (postIds: unknown, as = mina) =>
  app.request({ method: 'PUT', url: '/v1/me/pins', as, body: { postIds } });
const pinned = async (viewer?: Person, of = mina): Promise<string[]> =>
  (await get(app, `/users/${of.id}/pins`, viewer)).body.items.map(({ id }: { id: string }) => id);
const three = () => Promise.all(['a', 'b', 'c'].map((body) => publishes(app, mina, { body })));
const patch = (as: Person, url: string, body: object) =>
  app.request({ method: 'PATCH', url: `/v1${url}`, as, body });

it('pinned posts are shown in the order of their person, and say so', async () => {
  const [a, b, c] = await three();
  const answer = await pin([c, a]);
  expect(answer.body).toMatchObject({
    items: [
      { id: c, isPinned: true },
      { id: a, isPinned: true },
    ],
    nextCursor: null,
  });
  expect(await pinned()).toEqual([c, a]);
  expect((await get(app, `/posts/${b}`)).body.isPinned).toBe(false);
  expect((await pin([a, b, c])).status).toBe(200);
  expect(await pinned()).toEqual([a, b, c]);
  await pin([]);
  expect(await pinned()).toEqual([]);
  expect((await get(app, `/posts/${a}`)).body.isPinned).toBe(false);
});

it('at most three can be pinned, each once', async () => {
  const ids = [...(await three()), await publishes(app, mina)];
  expect(answered(await pin(ids))).toBe('422 too-many-pins');
  expect(answered(await pin([ids[0], ids[0]]))).toBe('400 validation-failed');
  expect(answered(await pin(null))).toBe('400 validation-failed');
  expect(await pinned()).toEqual([]);
});

it.each<[string, () => Promise<string>]>([
  ['a draft', () => publishes(app, mina, { status: 'draft' })],
  ['a post of somebody else', () => publishes(app, joon)],
  ['no post', () => Promise.resolve('1')],
  [
    'a deleted post',
    async () => {
      const id = await publishes(app, mina);
      await app.request({ method: 'DELETE', url: `/v1/posts/${id}`, as: mina });
      return id;
    },
  ],
])('%s can not be pinned, and leaves what is pinned', async (_what, make) => {
  const [a] = await three();
  await pin([a]);
  expect(answered(await pin([a, await make()]))).toBe('422 not-pinnable');
  expect(await pinned()).toEqual([a]);
});

it('who may see a post decides who sees it pinned', async () => {
  const [a, b, c] = await three();
  await pin([a, b, c]);
  await patch(mina, `/posts/${a}`, { visibility: 'private' });
  await patch(mina, `/posts/${b}`, { visibility: 'followers' });
  expect(await pinned()).toEqual([c]);
  expect(await pinned(joon)).toEqual([c]);
  await follows(app, joon, mina);
  expect(await pinned(joon)).toEqual([b, c]);
  expect(await pinned(mina)).toEqual([a, b, c]);
  await blocks(app, joon, mina);
  expect(await pinned(joon)).toEqual([]);
  expect((await get(app, `/users/${joon.id}/pins`, mina)).status).toBe(404);
});

it('what is deleted or deactivated falls out', async () => {
  const boss = await staff(app, 'admin');
  const [a, b, c] = await three();
  await pin([a, b, c]);
  await app.request({ method: 'DELETE', url: `/v1/posts/${a}`, as: mina });
  await patch(boss, `/admin/posts/${b}`, { isActive: false, reason: 'not allowed' });
  expect(await pinned(mina)).toEqual([c]);
});

it('two at once end in one of the two', async () => {
  const [a, b, c] = await three();
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, i) => pin(i % 2 === 0 ? [a, b] : [b, c])),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect([
    [a, b],
    [b, c],
  ]).toContainEqual(await pinned());
});
