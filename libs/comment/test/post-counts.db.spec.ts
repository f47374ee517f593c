import type { PostId } from '#libs/post';
import { expectNoDrift, type TestHttp } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { comments } from '#libs/testing/comments';
import { crowd, people, type Person } from '#libs/testing/people';
import { bookmarks, likes, publishes, unbookmarks, unlikes } from '#libs/testing/posts';
import { openStage } from './stage.js';

let app: TestHttp;
let mina: Person;

beforeAll(async () => {
  app = await openStage();
});
beforeEach(async () => {
  ({ mina } = await people(app, 'mina'));
});
afterEach(async () => {
  await expectNoDrift(app);
});
afterAll(() => app.close());

const countsOf = async (id: PostId) => {
  const { body } = await app.request({ method: 'GET', url: `/v1/posts/${id}` });
  return [body.likeCount, body.commentCount, body.bookmarkCount];
};
const actsOn = (id: PostId, one: Person) => [
  likes(app, one, id),
  comments(app, one, id, 'hi'),
  bookmarks(app, one, id),
];

describe('counts of a post', () => {
  it('are exact after everybody acted at once', async () => {
    const id = await publishes(app, mina);
    const all = await crowd(app, 10);
    await Promise.all(all.flatMap((person) => actsOn(id, person)));
    await app.settle();
    expect(await countsOf(id)).toEqual([10, 10, 10]);
    await Promise.all(all.map((person) => unlikes(app, person, id)));
    await app.settle();
    expect(await countsOf(id)).toEqual([0, 10, 10]);
  });

  it('hold acts of active people only, whatever the inactive take back', async () => {
    const id = await publishes(app, mina);
    const [anna, ben] = await crowd(app, 2);
    await Promise.all([...actsOn(id, anna!), ...actsOn(id, ben!)]);
    await suspends(app, ben!);
    await app.settle();
    expect(await countsOf(id)).toEqual([1, 1, 1]);

    await unlikes(app, ben!, id);
    await unbookmarks(app, ben!, id);
    await app.settle();
    expect(await countsOf(id)).toEqual([1, 1, 1]);

    await restores(app, ben!);
    await app.settle();
    expect(await countsOf(id)).toEqual([1, 2, 1]);
  });

  it('are exact when people are suspended while they act', async () => {
    const id = await publishes(app, mina);
    const all = await crowd(app, 8);
    await Promise.all(
      all
        .flatMap((person, i) => [
          ...actsOn(id, person),
          ...(i % 2 === 0 ? [suspends(app, person)] : []),
        ])
        .map((act: Promise<unknown>) => act.catch(() => undefined)),
    );
    await app.settle();
    const counts = await countsOf(id);
    expect(counts.every((count) => count <= 8)).toBe(true);
  });
});
