import { UnitOfWork } from '#libs/database';
import type { PostId } from '#libs/post';
import { people, type Person } from '#libs/testing/people';
import { likes, publishes, removesPost } from '#libs/testing/posts';
import { isAwaited } from '#libs/testing/waiting';
import { ProfileService } from '#libs/user';
import { PostNeighbourReader } from '../src/post-neighbours/post-neighbour.reader.js';
import { PostNeighboursJobs } from '../src/post-neighbours/post-neighbours.jobs.js';
import { PostNeighboursService } from '../src/post-neighbours/post-neighbours.service.js';
import { type DiscoveryStage, discoveryStage } from './stage.js';

let app: DiscoveryStage;
let alice: Person, bob: Person;
let alices: PostId, bobs: PostId;

beforeAll(async () => {
  app = await discoveryStage();
});
beforeEach(async () => {
  await app.empties();
  const { fan, ...both } = await people(app, 'alice', 'bob', 'fan');
  ({ alice, bob } = both);
  alices = await publishes(app, alice);
  bobs = await publishes(app, bob);
  await likes(app, fan, alices);
  await likes(app, fan, bobs);
  await app.settle();
  await meets();
});
afterAll(() => app.close());

const meets = (): Promise<unknown> => app.get(PostNeighboursService).meet('0');
const compute = (): Promise<boolean> => app.get(PostNeighboursService).compute();
const closes = (person: Person): Promise<void> =>
  app.get(ProfileService).edit(person.viewer, { isPublic: false }, undefined);

it.each<[string, () => Promise<unknown>]>([
  ['of a profile that is closed', () => closes(bob)],
  ['of a post that is deleted', () => removesPost(app, bob, bobs)],
])('stores nothing %s while it is computed', async (_, goes) => {
  expect(await isAwaited(app, goes, compute)).toBe(true);
  expect(await app.neighboursOfPost(alices)).toEqual([]);
  expect(await app.tracesOfPostsOf(bob)).toBe(0);
});

it.each<[string, () => Promise<unknown>]>([
  ['of a profile that is closed', () => closes(bob)],
  ['of a post that is deleted', () => removesPost(app, bob, bobs)],
])('lets nothing stand %s while it is stored', async (_, goes) => {
  expect(await isAwaited(app, compute, goes)).toBe(true);
  expect(await app.neighboursOfPost(alices)).toEqual([]);
  expect(await app.tracesOfPostsOf(bob)).toBe(0);
});

it('takes nothing in of a profile that is closed meanwhile', async () => {
  await app.forgetsComputed();
  expect(await isAwaited(app, () => closes(bob), meets)).toBe(true);
  expect(await app.tracesOfPostsOf(bob)).toBe(0);
});

it('makes nobody wait who likes or publishes', async () => {
  const { fan } = await people(app, 'fan');
  expect(await isAwaited(app, compute, () => likes(app, fan, alices))).toBe(false);
  expect(await isAwaited(app, compute, () => publishes(app, bob))).toBe(false);
});

it('goes on where it was killed', async () => {
  const killed = app.get(UnitOfWork).run(async () => {
    await compute();
    throw new Error('killed');
  });
  await expect(killed).rejects.toThrow('killed');
  expect(await app.neighboursOfPost(alices)).toEqual([]);
  await app.get(PostNeighboursJobs).refresh();
  expect(await app.neighboursOfPost(alices)).toEqual([bobs]);
});

it('is done by one worker at a time', async () => {
  const jobs = app.get(PostNeighboursJobs);
  expect(await isAwaited(app, compute, () => jobs.refresh())).toBe(false);
  await Promise.all([jobs.refresh(), jobs.refresh(), jobs.refresh()]);
  expect(await app.neighboursOfPost(alices)).toEqual([bobs]);
});

it('begins nothing after 20 seconds, and the next run goes on', async () => {
  const clock = jest.spyOn(performance, 'now');
  let time = 0;
  clock.mockImplementation(() => (time += 20_001));
  await app.get(PostNeighboursJobs).refresh();
  clock.mockRestore();
  expect(await app.neighboursOfPost(alices)).toEqual([]);
  expect(await app.get(PostNeighbourReader).dueCount()).toBe(2);
  await app.get(PostNeighboursJobs).refresh();
  expect(await app.neighboursOfPost(alices)).toEqual([bobs]);
});

it('lets many authors whose posts are alike leave in the same moment', async () => {
  const authors = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const { author } = await people(app, 'author');
      for (const _ of [1, 2]) {
        await publishes(app, author, { tags: ['bread'] });
      }
      return author;
    }),
  );
  await app.computesPosts();
  await Promise.all(authors.map(closes));
  const left = await Promise.all(authors.map((author) => app.tracesOfPostsOf(author)));
  expect(left).toEqual(authors.map(() => 0));
});
