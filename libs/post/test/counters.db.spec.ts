import { expectNoDrift } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { people, type Person } from '#libs/testing/people';
import { editsPost, publishes, removesPost } from '#libs/testing/posts';
import { type PostStage, postStage } from './stage.js';

let app: PostStage;
let mina: Person;

beforeAll(async () => {
  app = await postStage();
});
beforeEach(async () => {
  ({ mina } = await people(app, 'mina'));
});
afterEach(() => expectNoDrift(app));
afterAll(() => app.close());

const tagCounts = async (prefix: string) => {
  await app.settle();
  const tags = await app.items(`/tags?prefix=${prefix}&sort=name`);
  return Object.fromEntries(tags.map(({ name, postCount }) => [name, postCount]));
};

describe('what counts as a post of a person and of a tag', () => {
  it('follows status, visibility, tags and deletion', async () => {
    const id = await publishes(app, mina, { status: 'draft', tags: ['f-one', 'f-two'] });
    expect([await tagCounts('f-'), await app.postCount(mina)]).toEqual([{}, 0]);
    await editsPost(app, mina, id, { status: 'published' });
    expect([await tagCounts('f-'), await app.postCount(mina)]).toEqual([
      { 'f-one': 1, 'f-two': 1 },
      1,
    ]);
    await editsPost(app, mina, id, { tags: ['f-two', 'f-three'] });
    expect(await tagCounts('f-')).toEqual({ 'f-two': 1, 'f-three': 1 });
    await editsPost(app, mina, id, { visibility: 'followers', tags: ['f-four'] });
    expect([await tagCounts('f-'), await app.postCount(mina)]).toEqual([{}, 0]);
    await editsPost(app, mina, id, { visibility: 'public' });
    expect([await tagCounts('f-'), await app.postCount(mina)]).toEqual([{ 'f-four': 1 }, 1]);
    await removesPost(app, mina, id);
    expect([await tagCounts('f-'), await app.postCount(mina)]).toEqual([{}, 0]);
  });

  it('of a tag follows the author’s profile and account, of a person it does not', async () => {
    await publishes(app, mina, { tags: ['p-tag'] });
    await app.changesProfile(mina, { isPublic: false });
    expect([await tagCounts('p-'), await app.postCount(mina)]).toEqual([{}, 1]);
    await publishes(app, mina, { tags: ['p-tag'] });
    expect([await tagCounts('p-'), await app.postCount(mina)]).toEqual([{}, 2]);
    await app.changesProfile(mina, { isPublic: true });
    expect(await tagCounts('p-')).toEqual({ 'p-tag': 2 });
    await suspends(app, mina);
    expect(await tagCounts('p-')).toEqual({});
    await restores(app, mina);
    expect(await tagCounts('p-')).toEqual({ 'p-tag': 2 });
  });

  it('of a tag is right also when it leaves a post before the change of the profile is counted', async () => {
    const id = await publishes(app, mina, { tags: ['w-one', 'w-two'] });
    await app.changesProfile(mina, { isPublic: false });
    await editsPost(app, mina, id, { tags: ['w-two'] });
    expect(await tagCounts('w-')).toEqual({});
    await app.changesProfile(mina, { isPublic: true });
    await editsPost(app, mina, id, { tags: ['w-three'] });
    expect(await tagCounts('w-')).toEqual({ 'w-three': 1 });
  });

  it('is exact when a profile closes and opens while posts are published and edited', async () => {
    const first = await publishes(app, mina, { tags: ['r-tag'] });
    await Promise.all([
      app.changesProfile(mina, { isPublic: false }),
      ...Array.from({ length: 6 }, () => publishes(app, mina, { tags: ['r-tag', 'r-other'] })),
      editsPost(app, mina, first, { tags: [] }),
    ]);
    expect(await tagCounts('r-')).toEqual({});
    await app.changesProfile(mina, { isPublic: true });
    expect(await tagCounts('r-')).toEqual({ 'r-other': 6, 'r-tag': 6 });
  });
});
