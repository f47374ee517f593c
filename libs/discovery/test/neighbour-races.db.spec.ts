import { UnitOfWork } from '#libs/database';
import { follows } from '#libs/testing/graph';
import { people, type Person } from '#libs/testing/people';
import { isAwaited } from '#libs/testing/waiting';
import { ProfileService } from '#libs/user';
import { NeighboursJobs } from '../src/neighbours/neighbours.jobs.js';
import { NeighboursService } from '../src/neighbours/neighbours.service.js';
import { type DiscoveryStage, discoveryStage } from './stage.js';

let app: DiscoveryStage;
let alice: Person, bob: Person;

beforeAll(async () => {
  app = await discoveryStage();
});
beforeEach(async () => {
  await app.computes();
  const { fan, ...both } = await people(app, 'alice', 'bob', 'fan');
  ({ alice, bob } = both);
  await follows(app, fan, alice);
  await follows(app, fan, bob);
  await app.get(NeighboursService).addUp();
  await app.get(NeighboursService).count();
});
afterAll(() => app.close());

const compute = (): Promise<boolean> => app.get(NeighboursService).compute();
const closes = (person: Person): Promise<void> =>
  app.get(ProfileService).edit(person.viewer, { isPublic: false }, undefined);

it('stores nothing of a profile that is closed while it is computed', async () => {
  expect(await isAwaited(app, () => closes(bob), compute)).toBe(true);
  expect(await app.neighboursOf(alice)).toEqual([]);
  expect(await app.tracesOf(bob)).toBe(0);
});

it('lets nothing stand of a profile that is closed while it is stored', async () => {
  expect(await isAwaited(app, compute, () => closes(bob))).toBe(true);
  expect(await app.neighboursOf(alice)).toEqual([]);
  expect(await app.tracesOf(bob)).toBe(0);
});

it('lets nothing stand of a profile that is closed while changes are added up', async () => {
  const { fan } = await people(app, 'fan');
  await follows(app, fan, bob);
  expect(
    await isAwaited(
      app,
      () => app.get(NeighboursService).addUp(),
      () => closes(bob),
    ),
  ).toBe(true);
  expect(await app.tracesOf(bob)).toBe(0);
});

it('goes on where it was killed', async () => {
  const killed = app.get(UnitOfWork).run(async () => {
    await compute();
    throw new Error('killed');
  });
  await expect(killed).rejects.toThrow('killed');
  expect(await app.neighboursOf(alice)).toEqual([]);
  await app.get(NeighboursJobs).refresh();
  expect(await app.neighboursOf(alice)).toEqual([bob.nickname]);
});

it('makes nobody wait who follows, and forgets no follow that it did not see', async () => {
  const { carol } = await people(app, 'carol');
  const { fan } = await people(app, 'fan');
  await follows(app, fan, carol);
  expect(await isAwaited(app, compute, () => follows(app, fan, alice))).toBe(false);
  await app.computes();
  expect(await app.neighboursOf(alice)).toEqual(
    expect.arrayContaining([bob.nickname, carol.nickname]),
  );
});

it('is done by one worker at a time', async () => {
  const jobs = app.get(NeighboursJobs);
  expect(await isAwaited(app, compute, () => jobs.refresh())).toBe(false);
  await Promise.all([jobs.refresh(), jobs.refresh(), jobs.refresh()]);
  expect(await app.neighboursOf(alice)).toEqual([bob.nickname]);
});
