import { blocks, follows } from '#libs/testing/graph';
import { people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { type ModerationStage, moderationStage } from './moderation-stage.js';
import { answered } from './stage.js';

let app: ModerationStage;
let mina: Person;
let joon: Person;

beforeAll(async () => {
  app = await moderationStage();
});
beforeEach(async () => {
  ({ mina, joon } = await people(app, 'mina', 'joon'));
});
afterAll(() => app.close());

const pin = (postIds: unknown, as = mina) => app.act(as, 'PUT', '/me/pins', { postIds });
const pinned = async (viewer?: Person, of = mina): Promise<string[]> =>
  (await app.read(`/users/${of.id}/pins`, viewer)).body.items.map(({ id }: { id: string }) => id);
const three = () => Promise.all(['a', 'b', 'c'].map((body) => publishes(app, mina, { body })));

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
  expect((await app.seen(b!)).isPinned).toBe(false);
  expect((await pin([a, b, c])).status).toBe(200);
  expect(await pinned()).toEqual([a, b, c]);
  await pin([]);
  expect(await pinned()).toEqual([]);
  expect((await app.seen(a!)).isPinned).toBe(false);
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
      await app.remove(mina, id);
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
  await app.change(mina, a!, { visibility: 'private' });
  await app.change(mina, b!, { visibility: 'followers' });
  expect(await pinned()).toEqual([c]);
  expect(await pinned(joon)).toEqual([c]);
  await follows(app, joon, mina);
  expect(await pinned(joon)).toEqual([b, c]);
  expect(await pinned(mina)).toEqual([a, b, c]);
  await blocks(app, joon, mina);
  expect(await pinned(joon)).toEqual([]);
  expect((await app.read(`/users/${joon.id}/pins`, mina)).status).toBe(404);
});

it('what is deleted or deactivated falls out', async () => {
  const [a, b, c] = await three();
  await pin([a, b, c]);
  await app.remove(mina, a!);
  await app.deactivate(b!);
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
