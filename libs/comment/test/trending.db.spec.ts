import { UnitOfWork } from '#libs/database';
import { Jobs } from '#libs/jobs';
import type { TestHttp } from '#libs/testing';
import { comments, removesComment } from '#libs/testing/comments';
import { people, type Person } from '#libs/testing/people';
import { likes, publishes } from '#libs/testing/posts';
import { openStage } from './stage.js';

let app: TestHttp;
let alice: Person, bob: Person, carol: Person;

beforeAll(async () => {
  app = await openStage();
  ({ alice, bob, carol } = await people(app, 'alice', 'bob', 'carol'));
});
afterAll(() => app.close());

/** What trends, after it was ranked anew: the highest first. */
async function trending(): Promise<string[]> {
  const work = app.get(UnitOfWork);
  await work.run(() => app.get(Jobs).send('post.rank-trends', {}));
  await app.settle();
  const url = '/v1/posts?sort=trending';
  const { body } = await app.request({ method: 'GET', url });
  return body.items.map(({ id }: { id: string }) => id);
}

it('counts a comment more than a like, and less than three, until it is removed', async () => {
  const [liked, answered, best] = [
    await publishes(app, alice),
    await publishes(app, alice),
    await publishes(app, alice),
  ];
  await likes(app, bob, liked);
  const comment = await comments(app, bob, answered, 'Yes');
  for (const fan of [alice, bob, carol]) {
    await likes(app, fan, best);
  }
  expect(await trending()).toEqual([best, answered, liked]);
  await removesComment(app, bob, comment);
  expect(await trending()).toEqual([best, liked, answered]);
});
