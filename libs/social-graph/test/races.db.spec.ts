import { DomainError } from '#libs/kernel';
import { expectNoDrift } from '#libs/testing';
import { suspends } from '#libs/testing/accounts';
import {
  accepts,
  blocks,
  follows,
  removesFollower,
  unblocks,
  unfollows,
} from '#libs/testing/graph';
import { crowd, opensProfile, people, type Person, setsPublic } from '#libs/testing/people';
import { edge, type GraphStage, openStage } from './stage.js';

let app: GraphStage;

beforeAll(async () => {
  app = await openStage();
});

beforeEach(() => app.clear());

afterAll(() => app.close());

const ROUNDS = 15;

describe('at the same time', () => {
  it('twenty follows of one person by one person are one follow', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    const answers = await Promise.all(Array.from({ length: 20 }, () => follows(app, alice, bob)));
    expect(new Set(answers.map(({ followerCount }) => followerCount))).toEqual(new Set([1]));
    expect(await app.edges('follow')).toEqual([edge(alice, bob)]);
    await expectNoDrift(app);
    expect(await app.counts(bob)).toEqual({ followers: 1, following: 0 });
  });

  it('twenty people who follow one person are twenty', async () => {
    const { star } = await people(app, 'star');
    const fans = await crowd(app, 20);
    await Promise.all(fans.map((fan) => follows(app, fan, star)));
    await expectNoDrift(app);
    expect(await app.counts(star)).toEqual({ followers: 20, following: 0 });
  });

  it.each([
    ['the followed', (a: Person, b: Person) => blocks(app, b, a)],
    ['the follower', (a: Person, b: Person) => blocks(app, a, b)],
  ])('a follow doesn’t survive a block by %s', async (_, block) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { alice, bob } = await people(app, 'alice', 'bob');
      await Promise.all([refusable(follows(app, alice, bob)), block(alice, bob)]);
      expect(await app.edges('follow')).toEqual([]);
    }
    await expectNoDrift(app);
  });

  it('a request doesn’t survive a block', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { alice, bob } = await people(app, 'alice', 'bob');
      await setsPublic(app, bob, false);
      await Promise.all([refusable(follows(app, alice, bob)), blocks(app, bob, alice)]);
      expect(await app.edges('follow_request')).toEqual([]);
    }
  });

  it('accepting and taking back leave a follow or nothing, never a request', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { alice, bob } = await people(app, 'alice', 'bob');
      await setsPublic(app, bob, false);
      await follows(app, alice, bob);
      await Promise.all([refusable(accepts(app, bob, alice)), unfollows(app, alice, bob)]);
      expect(await app.edges('follow_request')).toEqual([]);
      // Taken back after the consent or before it: either way nothing is left.
      expect(await app.edges('follow')).toEqual([]);
    }
    await expectNoDrift(app);
  });

  it('accepting and a block leave nothing', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { alice, bob } = await people(app, 'alice', 'bob');
      await setsPublic(app, bob, false);
      await follows(app, alice, bob);
      await Promise.all([refusable(accepts(app, bob, alice)), blocks(app, alice, bob)]);
      expect(await app.edges('follow')).toEqual([]);
      expect(await app.edges('follow_request')).toEqual([]);
    }
    await expectNoDrift(app);
  });

  it('a follow and the profile’s turning private leave one of the two', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { alice, bob } = await people(app, 'alice', 'bob');
      const [state] = await Promise.all([follows(app, alice, bob), setsPublic(app, bob, false)]);
      const [here, waiting] = [await app.edges('follow'), await app.edges('follow_request')];
      expect(here.includes(edge(alice, bob))).toBe(state.following);
      expect(waiting.includes(edge(alice, bob))).toBe(state.requested);
      expect(state.following).not.toBe(state.requested);
    }
    await expectNoDrift(app);
  });

  it('a follow and the profile’s turning public leave no request behind', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { alice, bob } = await people(app, 'alice', 'bob');
      await setsPublic(app, bob, false);
      await Promise.all([follows(app, alice, bob), opensProfile(app, bob)]);
      await app.settle();
      expect(await app.edges('follow_request')).toEqual([]);
      expect(await app.edges('follow')).toContain(edge(alice, bob));
    }
    await expectNoDrift(app);
  });

  it('a follow and a suspension leave the numbers right', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { alice, bob } = await people(app, 'alice', 'bob');
      await Promise.all([refusable(follows(app, alice, bob)), suspends(app, bob)]);
    }
    await expectNoDrift(app);
  });

  it('two people who block each other both do, and no follow between them is left', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { alice, bob } = await people(app, 'alice', 'bob');
      await follows(app, alice, bob);
      await follows(app, bob, alice);
      await Promise.all([blocks(app, alice, bob), blocks(app, bob, alice)]);
      const both = [[alice.id, bob.id]];
      const rows = await app.sql('select from block where blocker_id = any($1)', both);
      expect(rows).toHaveLength(2);
      expect(await app.edges('follow')).toEqual([]);
    }
    await expectNoDrift(app);
  });
});

it('sixteen writers among thirty people end without deadlock and without drift', async () => {
  const everybody = await crowd(app, 30);
  const any = (): Person => everybody[Math.floor(Math.random() * everybody.length)]!;
  const acts: readonly ((a: Person, b: Person) => Promise<unknown>)[] = [
    (a, b) => follows(app, a, b),
    (a, b) => follows(app, a, b),
    (a, b) => follows(app, a, b),
    (a, b) => unfollows(app, a, b),
    (a, b) => unfollows(app, a, b),
    (a, b) => accepts(app, a, b),
    (a, b) => removesFollower(app, a, b),
    (a, b) => blocks(app, a, b),
    (a, b) => unblocks(app, a, b),
    (a) => setsPublic(app, a, false),
    (a) => opensProfile(app, a),
  ];
  const writer = async (): Promise<void> => {
    for (let act = 0; act < 40; act += 1) {
      const [a, b] = [any(), any()];
      if (a !== b) {
        await refusable(acts[Math.floor(Math.random() * acts.length)]!(a, b));
      }
    }
  };
  await Promise.all(Array.from({ length: 16 }, writer));
  await expectNoDrift(app);
  const torn = await app.sql(`
    select from block b
    where exists (
      select from (
        select follower_id, followee_id from follow
        union all
        select follower_id, followee_id from follow_request
      ) e
      where (e.follower_id, e.followee_id) in (
        (b.blocker_id, b.blocked_id), (b.blocked_id, b.blocker_id)
      )
    )
  `);
  expect(torn).toEqual([]);
  const doubled = await app.sql(`
    select from follow f
    join follow_request r on r.follower_id = f.follower_id and r.followee_id = f.followee_id
  `);
  expect(doubled).toEqual([]);
  const counted = await app.sql<{ followers: number; following: number; edges: number }>(`
    select
      sum(follower_count)::integer as followers,
      sum(following_count)::integer as following,
      (select count(*)::integer from follow) as edges
    from user_counter
  `);
  expect(counted[0]!.followers).toBe(counted[0]!.edges);
  expect(counted[0]!.following).toBe(counted[0]!.edges);
});

/** An act that the rules may refuse, when another one came first; any other error fails the test. */
async function refusable(act: Promise<unknown>): Promise<void> {
  try {
    await act;
  } catch (error) {
    if (!(error instanceof DomainError)) {
      throw error;
    }
  }
}
