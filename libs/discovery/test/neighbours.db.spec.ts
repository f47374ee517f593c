import { restores, suspends } from '#libs/testing/accounts';
import { accepts, follows, unfollows } from '#libs/testing/graph';
import { crowd, opensProfile, people, type Person, setsPublic } from '#libs/testing/people';
import { ProfileService } from '#libs/user';
import { DiscoveryPersonalDataService } from '../src/leaving/discovery-personal-data.service.js';
import { NeighboursJobs } from '../src/neighbours/neighbours.jobs.js';
import { type DiscoveryStage, discoveryStage } from './stage.js';

let app: DiscoveryStage;
let alice: Person, bob: Person, carol: Person, dave: Person;

beforeAll(async () => {
  app = await discoveryStage();
});
beforeEach(async () => {
  await app.computes();
  ({ alice, bob, carol, dave } = await people(app, 'alice', 'bob', 'carol', 'dave'));
});
afterAll(() => app.close());

/** Somebody new follows all of these. */
const fanOf = async (...followed: readonly Person[]): Promise<Person> => {
  const { fan } = await people(app, 'fan');
  for (const person of followed) {
    await follows(app, fan, person);
  }
  return fan;
};

const closes = (person: Person): Promise<void> =>
  app.get(ProfileService).edit(person.viewer, { isPublic: false }, undefined);

const opensAgain = (person: Person): Promise<void> =>
  app.get(ProfileService).edit(person.viewer, { isPublic: true }, undefined);

const takesPart = (person: Person, discoverable: boolean): Promise<void> =>
  app.get(ProfileService).edit(person.viewer, { discoverable }, undefined);

const names = (...those: readonly Person[]): string[] => those.map(({ nickname }) => nickname);

it('are those who are followed by the same people, the nearest first', async () => {
  await fanOf(alice, bob);
  await fanOf(alice, bob);
  await fanOf(alice, carol);
  await fanOf(dave);
  await app.computes();
  expect(await app.neighboursOf(alice)).toEqual(names(bob, carol));
  expect(await app.neighboursOf(bob)).toEqual(names(alice));
  expect(await app.neighboursOf(carol)).toEqual(names(alice));
  expect(await app.neighboursOf(dave)).toEqual([]);
});

it('count less when they are followed by everybody, and by who follows everybody', async () => {
  await fanOf(alice, bob);
  await fanOf(alice, carol);
  await fanOf(carol);
  await fanOf(carol);
  await app.computes();
  expect(await app.neighboursOf(alice)).toEqual(names(bob, carol));

  const [x, y, z, ...many] = await crowd(app, 8);
  await fanOf(x!, y!, ...many);
  await fanOf(x!, z!);
  await app.computes();
  expect((await app.neighboursOf(x!))[0]).toBe(z!.nickname);
});

it('are the nearest 50', async () => {
  const many = await crowd(app, 55);
  await fanOf(alice, ...many);
  await app.computes();
  expect(await app.neighboursOf(alice)).toHaveLength(50);
});

it('do not depend on follows of which one end is private', async () => {
  await fanOf(alice, bob);
  const hidden = await fanOf(alice, carol);
  await setsPublic(app, hidden, false);
  const veiled = await fanOf(alice, dave);
  await setsPublic(app, dave, false);
  await app.computes();
  expect(await app.neighboursOf(alice)).toEqual(names(bob));
  expect(await app.tracesOf(dave)).toBe(0);
  expect(await app.tracesOf(hidden)).toBe(0);
  expect(await app.neighboursOf(veiled)).toEqual([]);
  expect(await followeesOf(veiled)).toBe(1);
});

/** How many people are counted whom a person follows. */
async function followeesOf({ id }: Person): Promise<number | undefined> {
  const [row] = await app.sql<{ count: number }>(
    `select followee_count as count from person_neighbourhood where person_id = $1`,
    [id],
  );
  return row?.count;
}

describe('those whom a person follows are counted', () => {
  it('when they change, of those who take part', async () => {
    const fan = await fanOf(alice, bob, carol);
    await app.computes();
    expect(await followeesOf(fan)).toBe(3);
    await unfollows(app, fan, bob);
    await app.computes();
    expect(await followeesOf(fan)).toBe(2);
  });

  it('when one of them begins to take part, or ends it', async () => {
    const fan = await fanOf(alice, bob);
    await app.computes();
    await closes(bob);
    await app.computes();
    expect(await followeesOf(fan)).toBe(1);
    await opensAgain(bob);
    await app.computes();
    expect(await followeesOf(fan)).toBe(2);
  });

  it('in a community that was loaded as a whole', async () => {
    const fan = await fanOf(alice, bob);
    await app.settle();
    await app.forgetsComputed();
    await app.get(NeighboursJobs).sweep();
    await app.computes();
    expect(await followeesOf(fan)).toBe(2);
  });
});

describe('are computed anew', () => {
  const computedAt = async ({ id }: Person): Promise<Date | undefined> => {
    const [row] = await app.sql<{ at: Date }>(
      `select computed_at as at from person_neighbourhood where person_id = $1`,
      [id],
    );
    return row?.at;
  };

  it('after three new or lost followers, or a tenth of them', async () => {
    const fans = await Promise.all(Array.from({ length: 31 }, () => fanOf(alice)));
    await app.computes();
    const before = await computedAt(alice);
    await unfollows(app, fans[0]!, alice);
    await unfollows(app, fans[1]!, alice);
    await app.computes();
    expect(await computedAt(alice)).toEqual(before);
    await fanOf(alice, bob);
    await app.computes();
    expect(await computedAt(alice)).not.toEqual(before);
    expect(await app.neighboursOf(alice)).toEqual(names(bob));
    // One of a few is more than a tenth.
    const once = await computedAt(bob);
    await fanOf(bob);
    await app.computes();
    expect(await computedAt(bob)).not.toEqual(once);
  });

  it('when one of the followers leaves, comes back, opens the profile, leaves discovery', async () => {
    const fan = await fanOf(alice, bob);
    await app.computes();
    await suspends(app, fan);
    await app.computes();
    expect(await app.neighboursOf(alice)).toEqual([]);
    await restores(app, fan);
    await app.computes();
    expect(await app.neighboursOf(alice)).toEqual(names(bob));
    await closes(fan);
    await app.computes();
    expect(await app.neighboursOf(alice)).toEqual([]);
    await opensProfile(app, fan);
    await app.computes();
    expect(await app.neighboursOf(alice)).toEqual(names(bob));
    await takesPart(fan, false);
    await app.computes();
    expect(await app.neighboursOf(alice)).toEqual([]);
    await takesPart(fan, true);
    await app.computes();
    expect(await app.neighboursOf(alice)).toEqual(names(bob));
  });

  it('by night, those that are the oldest, and who was never met', async () => {
    await fanOf(alice, bob);
    await app.computes();
    await app.sql(
      `update person_neighbourhood set computed_at = now() - interval '20 days' where person_id = $1`,
      [alice.id],
    );
    await app.sql(`delete from person_neighbourhood where person_id = $1`, [bob.id]);
    await app.sql(`delete from person_neighbour where person_id in ($1, $2)`, [alice.id, bob.id]);
    await app.get(NeighboursJobs).sweep();
    await app.computes();
    expect(await app.neighboursOf(alice)).toEqual(names(bob));
    expect(await app.neighboursOf(bob)).toEqual(names(alice));
  });
});

describe('go at once, both ways,', () => {
  beforeEach(async () => {
    await fanOf(alice, bob);
    await app.computes();
  });

  it.each([
    ['when a profile is closed', () => closes(bob)],
    ['when somebody leaves discovery', () => takesPart(bob, false)],
    ['when somebody is suspended', () => suspends(app, bob)],
    ['when somebody is erased', () => app.get(DiscoveryPersonalDataService).erase(bob.id)],
  ])('%s', async (_, happens) => {
    await happens();
    expect(await app.tracesOf(bob)).toBe(0);
    expect(await app.neighboursOf(alice)).toEqual([]);
  });

  it.each([
    ['the profile is opened', () => closes(bob), () => opensProfile(app, bob)],
    ['the person takes part again', () => takesPart(bob, false), () => takesPart(bob, true)],
  ])('and come back when %s', async (_, goes, comes) => {
    await goes();
    await app.computes();
    await comes();
    await app.computes();
    expect(await app.neighboursOf(bob)).toEqual(names(alice));
  });
});

it('of a private profile are nobody, and it is nobody’s', async () => {
  await setsPublic(app, alice, false);
  const { fan } = await people(app, 'fan');
  await follows(app, fan, alice);
  await accepts(app, alice, fan);
  await follows(app, fan, bob);
  await app.computes();
  expect(await app.tracesOf(alice)).toBe(0);
  expect(await app.neighboursOf(bob)).toEqual([]);
});
