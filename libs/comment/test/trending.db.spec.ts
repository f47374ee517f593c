import { UnitOfWork } from '#libs/database';
import { Jobs } from '#libs/jobs';
import { actsIn } from './reactions/acts.js';
import { type Actor, Stage } from './stage.js';

let stage: Stage;
let alice: Actor, bob: Actor, carol: Actor;

beforeAll(async () => {
  stage = await Stage.open();
  alice = await stage.person('alice');
  bob = await stage.person('bob');
  carol = await stage.person('carol');
});
afterAll(() => stage.close());

/** What trends, after it was ranked anew: the highest first. */
async function trending(): Promise<string[]> {
  const work = stage.app.get(UnitOfWork);
  await work.run(() => stage.app.get(Jobs).send('post.rank-trends', {}));
  await stage.app.settle();
  const url = '/v1/posts?sort=trending';
  const { body } = await stage.app.request({ method: 'GET', url });
  return body.items.map(({ id }: { id: string }) => id);
}

it('counts a comment more than a like, and less than three, until it is removed', async () => {
  const { posts } = actsIn(stage.app);
  const [liked, answered, best] = [
    await stage.post(alice),
    await stage.post(alice),
    await stage.post(alice),
  ];
  await posts.like(bob, liked);
  const comment = await stage.writes(bob, answered, 'Yes');
  for (const fan of [alice, bob, carol]) {
    await posts.like(fan, best);
  }
  expect(await trending()).toEqual([best, answered, liked]);
  await stage.removes(bob, comment);
  expect(await trending()).toEqual([best, liked, answered]);
});
