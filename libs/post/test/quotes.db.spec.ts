import type { PostId } from '#libs/post';
import { expectNoDrift, type TestAnswer } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { blocks, follows } from '#libs/testing/graph';
import { people, type Person, setsPublic } from '#libs/testing/people';
import { editsPost, publishes, removesPost } from '#libs/testing/posts';
import { type ModerationStage, moderationStage } from './moderation-stage.js';
import { answered } from './stage.js';

let app: ModerationStage;
let mina: Person;
let joon: Person;
let hana: Person;

beforeAll(async () => {
  app = await moderationStage();
});
beforeEach(async () => {
  ({ mina, joon, hana } = await people(app, 'mina', 'joon', 'hana'));
});
afterEach(() => expectNoDrift(app));
afterAll(() => app.close());

const quote = (as: Person, quotedPostId: string, body: object = { body: 'Look at this' }) =>
  app.send(as, { quotedPostId, ...body });
const quotes = async (as: Person, post: string, body?: object): Promise<PostId> =>
  (await quote(as, post, body)).body.id;
const detach = (as: Person, post: string, quoting: string) =>
  app.act(as, 'DELETE', `/posts/${post}/quotes/${quoting}`);
const listed = async (post: string, as?: Person) => app.ids(`/posts/${post}/quotes?limit=2`, as);
const counted = async (post: string, as: Person = mina): Promise<number> => {
  await app.settle();
  return (await app.seen(post, as)).quoteCount;
};

/** What a quote looks like that shows nothing. */
const NOTHING = { isQuote: true, quoted: null, quotedPostId: null };

it('a quote shows what it quotes, one level of it, and counts', async () => {
  const first = await publishes(app, mina, { body: 'First', tags: ['one'] });
  const second = await quotes(joon, first, { body: 'Second' });
  const third: TestAnswer = await quote(hana, second, { body: 'Third' });
  expect(third.body).toMatchObject({
    isQuote: true,
    quotedPostId: second,
    quoteCount: 0,
    quoted: { id: second, body: 'Second', isQuote: true, quotedPostId: first, quoteCount: 1 },
  });
  expect(third.body.quoted).not.toHaveProperty('quoted');
  const shown = (await app.seen(second)).quoted;
  const { quoted, ...lone } = await app.seen(first);
  expect(shown).toEqual(lone);
  expect(quoted).toBeNull();
  expect([await counted(first), await counted(second)]).toEqual([1, 1]);
});

it('a quote needs no words, and can lose them', async () => {
  const post = await publishes(app, mina);
  const silent = await quote(joon, post, {});
  expect(silent.body).toMatchObject({ title: '', body: '', slug: silent.body.id });
  const spoken = await quotes(joon, post);
  await editsPost(app, joon, spoken, { body: '' });
  expect(await app.seen(spoken)).toMatchObject({ body: '', quotedPostId: post });
  expect(answered(await quote(joon, '1', {}))).toBe('422 not-shareable');
  expect(answered(await app.send(joon, {}))).toBe('400 validation-failed');
});

it('what is quoted is not exchanged by an edit', async () => {
  const post = await publishes(app, mina);
  const quoting = await quotes(joon, post);
  expect(answered(await app.change(joon, quoting, { quotedPostId: post }))).toBe(
    '400 validation-failed',
  );
  expect((await app.change(joon, quoting, { body: 'Now' })).body).toMatchObject({
    body: 'Now',
    quotedPostId: post,
  });
});

describe('only what everybody can see can be quoted', () => {
  it.each<[string, (post: PostId) => Promise<unknown>]>([
    ['a draft', () => Promise.resolve()],
    ['a post for followers', (post) => editsPost(app, mina, post, { visibility: 'followers' })],
    ['a private post', (post) => editsPost(app, mina, post, { visibility: 'private' })],
    ['a post of a private profile', () => setsPublic(app, mina, false)],
    ['a deleted post', (post) => removesPost(app, mina, post)],
    ['a post of somebody suspended', () => suspends(app, mina)],
    ['a post of somebody who blocks me', () => blocks(app, mina, joon)],
    ['a post of somebody whom I block', () => blocks(app, joon, mina)],
  ])('not %s, also by who sees it', async (what, happens) => {
    const post = await publishes(app, mina, what === 'a draft' ? { status: 'draft' } : {});
    await follows(app, joon, mina);
    await happens(post);
    expect(answered(await quote(joon, post))).toBe('422 not-shareable');
    if (what.startsWith('a post for') || what.startsWith('a private')) {
      expect(answered(await quote(mina, post))).toBe('422 not-shareable');
    }
  });

  it('tells with all else that is refused', async () => {
    const answer = await quote(joon, '1', { body: '', mediaIds: ['1'] });
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/mediaIds',
      '/quotedPostId',
    ]);
  });
});

describe('a quote shows nothing of what it quotes', () => {
  const lots: [string, (post: PostId) => Promise<unknown>, string?][] = [
    ['is for followers', (post) => editsPost(app, mina, post, { visibility: 'followers' })],
    ['is private', (post) => editsPost(app, mina, post, { visibility: 'private' })],
    ['is by a private profile', () => setsPublic(app, mina, false)],
    ['is deleted', (post) => removesPost(app, mina, post)],
    ['is by somebody suspended', () => suspends(app, mina)],
    ['is across a block of its author', () => blocks(app, mina, joon)],
    ['is across a block of who quotes', () => blocks(app, joon, mina)],
  ];
  it.each(lots)('that %s, whoever looks', async (_what, happens) => {
    const post = await publishes(app, mina);
    const quoting = await quotes(joon, post);
    const further = await quotes(hana, quoting);
    await follows(app, hana, mina);
    expect((await app.seen(further, hana)).quoted.quotedPostId).toBe(post);
    await happens(post);
    for (const viewer of [undefined, hana, joon]) {
      expect(await app.seen(quoting, viewer)).toMatchObject({ ...NOTHING, body: 'Look at this' });
      expect((await app.seen(further, viewer)).quoted).toMatchObject({
        isQuote: true,
        quotedPostId: null,
      });
    }
    const list = await app.read(`/posts/${post}/quotes`, hana);
    expect([404, 0]).toContain(list.status === 200 ? list.body.items.length : list.status);
  });

  it('that is across a block between its author and the viewer', async () => {
    const post = await publishes(app, mina);
    const quoting = await quotes(joon, post);
    await blocks(app, mina, hana);
    expect(await app.seen(quoting, hana)).toMatchObject(NOTHING);
    expect(await app.seen(quoting)).toMatchObject({ quotedPostId: post });
  });

  it('and shows it again when that has ended', async () => {
    const post = await publishes(app, mina);
    const quoting = await quotes(joon, post);
    await suspends(app, mina);
    await restores(app, mina);
    expect(await app.seen(quoting)).toMatchObject({ quotedPostId: post });
  });
});

describe('taking a post out of a quote', () => {
  it('is for its author, for good, and leaves the text', async () => {
    const post = await publishes(app, mina);
    const quoting = await quotes(joon, post);
    expect(answered(await detach(joon, post, quoting))).toBe('403 forbidden');
    expect(answered(await detach(hana, post, quoting))).toBe('403 forbidden');
    expect(answered(await detach(mina, post, quoting))).toBe('204');
    expect(answered(await detach(mina, post, quoting))).toBe('204');
    expect(await app.seen(quoting)).toMatchObject({ ...NOTHING, body: 'Look at this' });
    expect(await listed(post)).toEqual([]);
    expect(await counted(post)).toBe(0);
    await editsPost(app, joon, quoting, { visibility: 'private' });
    await editsPost(app, joon, quoting, { visibility: 'public' });
    expect(await counted(post)).toBe(0);
  });

  it('works also when its author is blocked by who quotes', async () => {
    const post = await publishes(app, mina);
    const quoting = await quotes(joon, post);
    await blocks(app, joon, mina);
    expect(answered(await detach(mina, post, quoting))).toBe('204');
    expect(await counted(post)).toBe(0);
  });

  it('is refused for what is no quote of the post', async () => {
    const [post, other] = [await publishes(app, mina), await publishes(app, mina)];
    const quoting = await quotes(joon, post);
    expect(answered(await detach(mina, other, quoting))).toBe('404 not-found');
    expect(answered(await detach(mina, post, other))).toBe('404 not-found');
    expect(await app.seen(quoting)).toMatchObject({ quotedPostId: post });
  });

  it('counts once when it is done many times at once, and beside edits', async () => {
    const post = await publishes(app, mina);
    const quoting = await quotes(joon, post);
    await Promise.all([
      ...Array.from({ length: 6 }, () => detach(mina, post, quoting)),
      editsPost(app, joon, quoting, { visibility: 'private' }),
    ]);
    expect(await counted(post)).toBe(0);
  });
});

describe('the quotes of a post', () => {
  it('are those that the viewer may see, newest first', async () => {
    const post = await publishes(app, mina);
    const [a, b, c, d] = [
      await quotes(joon, post),
      await quotes(hana, post),
      await quotes(joon, post, { body: 'For few', visibility: 'followers' }),
      await quotes(joon, post, { body: 'Not yet', status: 'draft' }),
    ];
    expect(await listed(post)).toEqual([b, a]);
    await follows(app, mina, joon);
    expect(await listed(post, mina)).toEqual([c, b, a]);
    expect(await listed(post, joon)).toEqual([c, b, a]);
    expect(await listed(d, joon)).toEqual([]);
    await blocks(app, mina, hana);
    expect(await listed(post, mina)).toEqual([c, a]);
    expect(await listed(post)).toEqual([a]);
    expect(answered(await app.read(`/posts/${post}/quotes`, hana))).toBe('404 not-found');
  });

  it('count those that are public and by active people', async () => {
    const post = await publishes(app, mina);
    const quoting = await quotes(joon, post, { body: 'Later', status: 'draft' });
    expect(await counted(post)).toBe(0);
    await editsPost(app, joon, quoting, { status: 'published' });
    expect(await counted(post)).toBe(1);
    await editsPost(app, joon, quoting, { visibility: 'followers' });
    expect(await counted(post)).toBe(0);
    await editsPost(app, joon, quoting, { visibility: 'public' });
    await suspends(app, joon);
    expect(await counted(post)).toBe(0);
    await restores(app, joon);
    expect(await counted(post)).toBe(1);
    await app.deactivate(quoting);
    expect(await counted(post)).toBe(0);
    await app.restore(quoting);
    expect(await counted(post)).toBe(1);
    await removesPost(app, joon, quoting);
    expect(await counted(post)).toBe(0);
  });
});

it('a search finds the words of a quote, not of what it quotes', async () => {
  const post = await publishes(app, mina, { body: 'A quagmire of words' });
  const quoting = await quotes(joon, post, { body: 'A glimpse of it' });
  const found = async (q: string) => await app.ids(`/posts?q=${q}`);
  expect(await found('quagmire')).toEqual([post]);
  expect(await found('glimpse')).toEqual([quoting]);
});
