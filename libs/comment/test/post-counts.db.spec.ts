import type { Viewer } from '#libs/kernel';
import type { PostId } from '#libs/post';
import { crowd } from '#libs/testing/people';
import { type Acts, actsIn } from './reactions/acts.js';
import { type Actor, Stage } from './stage.js';

let stage: Stage;
let posts: Acts['posts'];
let mina: Actor;

beforeAll(async () => {
  stage = await Stage.open();
  ({ posts } = actsIn(stage.app));
});
beforeEach(async () => {
  mina = await stage.person('mina');
});
afterEach(async () => {
  await stage.app.settle();
  expect(await stage.app.drift()).toEqual([]);
});
afterAll(() => stage.close());

const countsOf = async (id: PostId) => {
  const { body } = await stage.app.request({ method: 'GET', url: `/v1/posts/${id}` });
  return [body.likeCount, body.commentCount, body.bookmarkCount];
};
const actsOn = (id: PostId, viewer: Viewer) => [
  posts.like(viewer, id),
  stage.writes(viewer, id, 'hi'),
  posts.bookmark(viewer, id),
];
const everybody = async (size: number) =>
  (await crowd(stage.app, size)).map(({ viewer }) => viewer);

describe('counts of a post', () => {
  it('are exact after everybody acted at once', async () => {
    const id = await stage.post(mina);
    const all = await everybody(10);
    await Promise.all(all.flatMap((person) => actsOn(id, person)));
    await stage.app.settle();
    expect(await countsOf(id)).toEqual([10, 10, 10]);
    await Promise.all(all.map((person) => posts.unlike(person, id)));
    await stage.app.settle();
    expect(await countsOf(id)).toEqual([0, 10, 10]);
  });

  it('hold acts of active people only, whatever the inactive take back', async () => {
    const id = await stage.post(mina);
    const [anna, ben] = await everybody(2);
    await Promise.all([...actsOn(id, anna!), ...actsOn(id, ben!)]);
    await stage.suspend(ben!);
    await stage.app.settle();
    expect(await countsOf(id)).toEqual([1, 1, 1]);

    await posts.unlike(ben!, id);
    await posts.unbookmark(ben!, id);
    await stage.app.settle();
    expect(await countsOf(id)).toEqual([1, 1, 1]);

    await stage.restore(ben!);
    await stage.app.settle();
    expect(await countsOf(id)).toEqual([1, 2, 1]);
  });

  it('are exact when people are suspended while they act', async () => {
    const id = await stage.post(mina);
    const all = await everybody(8);
    await Promise.all(
      all
        .flatMap((person, i) => [
          ...actsOn(id, person),
          ...(i % 2 === 0 ? [stage.suspend(person)] : []),
        ])
        .map((act: Promise<unknown>) => act.catch(() => undefined)),
    );
    await stage.app.settle();
    const [likes, comments, bookmarks] = await countsOf(id);
    expect([likes, comments, bookmarks].every((count) => count <= 8)).toBe(true);
  });
});
