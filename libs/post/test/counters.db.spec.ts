import { EditingService, type PostId, RemovalService } from '#libs/post';
import type { TestHttp } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { allOf, get, openStage } from './stage.js';

let app: TestHttp;
let mina: Person;

beforeAll(async () => {
  app = await openStage();
});
beforeEach(async () => {
  ({ mina } = await people(app, 'mina'));
});
afterEach(async () => {
  await app.settle();
  expect(await app.drift()).toEqual([]);
});
afterAll(() => app.close());

const edit = (id: PostId, change: Parameters<EditingService['edit']>[2]) =>
  app.get(EditingService).edit(mina.viewer, id, change, undefined);
const tagCounts = async (prefix: string) => {
  await app.settle();
  const tags = await allOf(app, `/tags?prefix=${prefix}&sort=name`);
  return Object.fromEntries(tags.map(({ name, postCount }) => [name, postCount]));
};
const postCount = async () => {
  await app.settle();
  return (await get(app, `/users/${mina.id}`, mina)).body.postCount;
};

describe('what counts as a post of a person and of a tag', () => {
  it('follows status, visibility, tags and deletion', async () => {
    const id = await publishes(app, mina, { status: 'draft', tags: ['f-one', 'f-two'] });
    expect([await tagCounts('f-'), await postCount()]).toEqual([{}, 0]);
    await edit(id, () => ({ status: 'published' }));
    expect([await tagCounts('f-'), await postCount()]).toEqual([{ 'f-one': 1, 'f-two': 1 }, 1]);
    await edit(id, () => ({ tags: ['f-two', 'f-three'] }));
    expect(await tagCounts('f-')).toEqual({ 'f-two': 1, 'f-three': 1 });
    await edit(id, () => ({ visibility: 'followers', tags: ['f-four'] }));
    expect([await tagCounts('f-'), await postCount()]).toEqual([{}, 0]);
    await edit(id, () => ({ visibility: 'public' }));
    expect([await tagCounts('f-'), await postCount()]).toEqual([{ 'f-four': 1 }, 1]);
    await app.get(RemovalService).remove(mina.viewer, id, undefined);
    expect([await tagCounts('f-'), await postCount()]).toEqual([{}, 0]);
  });

  it('of a tag follows the author’s profile and account, of a person it does not', async () => {
    await publishes(app, mina, { tags: ['p-tag'] });
    const setPublic = (value: boolean) =>
      app.request({ method: 'PATCH', url: '/v1/me/profile', as: mina, body: { isPublic: value } });
    await setPublic(false);
    expect([await tagCounts('p-'), await postCount()]).toEqual([{}, 1]);
    await publishes(app, mina, { tags: ['p-tag'] });
    expect([await tagCounts('p-'), await postCount()]).toEqual([{}, 2]);
    await setPublic(true);
    expect(await tagCounts('p-')).toEqual({ 'p-tag': 2 });
    await suspends(app, mina);
    expect(await tagCounts('p-')).toEqual({});
    await restores(app, mina);
    expect(await tagCounts('p-')).toEqual({ 'p-tag': 2 });
  });

  it('of a tag is right also when it leaves a post before the change of the profile is counted', async () => {
    const setPublic = (value: boolean) =>
      app.request({ method: 'PATCH', url: '/v1/me/profile', as: mina, body: { isPublic: value } });
    const id = await publishes(app, mina, { tags: ['w-one', 'w-two'] });
    await setPublic(false);
    await edit(id, () => ({ tags: ['w-two'] }));
    expect(await tagCounts('w-')).toEqual({});
    await setPublic(true);
    await edit(id, () => ({ tags: ['w-three'] }));
    expect(await tagCounts('w-')).toEqual({ 'w-three': 1 });
  });

  it('is exact when a profile closes and opens while posts are published and edited', async () => {
    const first = await publishes(app, mina, { tags: ['r-tag'] });
    const setPublic = (value: boolean) =>
      app.request({ method: 'PATCH', url: '/v1/me/profile', as: mina, body: { isPublic: value } });
    await Promise.all([
      setPublic(false),
      ...Array.from({ length: 6 }, () => publishes(app, mina, { tags: ['r-tag', 'r-other'] })),
      edit(first, () => ({ tags: [] })),
    ]);
    expect(await tagCounts('r-')).toEqual({});
    await setPublic(true);
    expect(await tagCounts('r-')).toEqual({ 'r-other': 6, 'r-tag': 6 });
  });
});
