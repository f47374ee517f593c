import { CommentService } from '#libs/comment';
import type { PostId } from '#libs/kernel';
import { EditingService, RemovalService } from '#libs/post';
import { PostReactionService } from '#libs/reaction';
import { AccountStatusService } from '#libs/user';
import { crowd, people, type Person, type TestHttp } from '#libs/testing';
import { allOf, get, openStage, publishes } from './stage.js';

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

const reactions = () => app.get(PostReactionService);
const countsOf = async (id: PostId) => {
  const { likeCount, commentCount, bookmarkCount } = (await get(app, `/posts/${id}`)).body;
  return [likeCount, commentCount, bookmarkCount];
};
const actsOn = (id: PostId, person: Person) => [
  reactions().like(person.viewer, id),
  app.get(CommentService).write(person.viewer, id, { body: 'hi' }),
  reactions().bookmark(person.viewer, id),
];
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

describe('counts of a post', () => {
  it('are exact after everybody acted at once', async () => {
    const id = await publishes(app, mina);
    const everybody = await crowd(app, 10);
    await Promise.all(everybody.flatMap((person) => actsOn(id, person)));
    await app.settle();
    expect(await countsOf(id)).toEqual([10, 10, 10]);
    await Promise.all(everybody.map(({ viewer }) => reactions().unlike(viewer, id)));
    await app.settle();
    expect(await countsOf(id)).toEqual([0, 10, 10]);
  });

  it('hold acts of active people only, whatever the inactive take back', async () => {
    const id = await publishes(app, mina);
    const [anna, ben] = await crowd(app, 2);
    await Promise.all([...actsOn(id, anna!), ...actsOn(id, ben!)]);
    await app.get(AccountStatusService).suspend(ben!.id);
    await app.settle();
    expect(await countsOf(id)).toEqual([1, 1, 1]);

    await reactions().unlike(ben!.viewer, id);
    await reactions().unbookmark(ben!.viewer, id);
    await app.settle();
    expect(await countsOf(id)).toEqual([1, 1, 1]);

    await app.get(AccountStatusService).reactivate(ben!.id);
    await app.settle();
    expect(await countsOf(id)).toEqual([1, 2, 1]);
  });

  it('are exact when people are suspended while they act', async () => {
    const id = await publishes(app, mina);
    const everybody = await crowd(app, 8);
    await Promise.all(
      everybody
        .flatMap((person, i) => [
          ...actsOn(id, person),
          ...(i % 2 === 0 ? [app.get(AccountStatusService).suspend(person.id)] : []),
        ])
        .map((act: Promise<unknown>) => act.catch(() => undefined)),
    );
    await app.settle();
    const [likes, comments, bookmarks] = await countsOf(id);
    expect([likes, comments, bookmarks].every((count) => count <= 8)).toBe(true);
  });
});

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
    await app.get(AccountStatusService).suspend(mina.id);
    expect(await tagCounts('p-')).toEqual({});
    await app.get(AccountStatusService).reactivate(mina.id);
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
