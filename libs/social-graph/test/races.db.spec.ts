import { DomainError, type Viewer } from '#libs/kernel';
import { edge, openWorld, type World } from '#libs/testing/world';
import { BlockService } from '../src/blocking/block.service.js';
import { FollowService } from '../src/following/follow.service.js';
import { FollowerService } from '../src/following/follower.service.js';

let world: World;
let follows: FollowService;
let followers: FollowerService;
let blocks: BlockService;

beforeAll(async () => {
  world = await openWorld();
  follows = world.app.get(FollowService);
  followers = world.app.get(FollowerService);
  blocks = world.app.get(BlockService);
});

beforeEach(() => world.clear());

afterAll(() => world.app.close());

const ROUNDS = 15;

describe('at the same time', () => {
  it('twenty follows of one person by one person are one follow', async () => {
    const [alice, bob] = await two();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => follows.follow(alice, bob.userId)),
    );
    expect(new Set(answers.map(({ followerCount }) => followerCount))).toEqual(new Set([1]));
    expect(await world.edges('follow')).toEqual([edge(alice, bob)]);
    await settled();
    expect(await world.counts(bob)).toEqual({ followers: 1, following: 0 });
  });

  it('twenty people who follow one person are twenty', async () => {
    const star = await world.person();
    const fans = await world.people(20);
    await Promise.all(fans.map((fan) => follows.follow(fan, star.userId)));
    await settled();
    expect(await world.counts(star)).toEqual({ followers: 20, following: 0 });
  });

  it.each([
    ['the followed', (a: Viewer, b: Viewer) => blocks.block(b, a.userId)],
    ['the follower', (a: Viewer, b: Viewer) => blocks.block(a, b.userId)],
  ])('a follow doesn’t survive a block by %s', async (_, block) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [alice, bob] = await two();
      await Promise.all([refusable(follows.follow(alice, bob.userId)), block(alice, bob)]);
      expect(await world.edges('follow')).toEqual([]);
    }
    await settled();
  });

  it('a request doesn’t survive a block', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [alice, bob] = [await world.person(), await world.person({ isPublic: false })];
      await Promise.all([
        refusable(follows.follow(alice, bob.userId)),
        blocks.block(bob, alice.userId),
      ]);
      expect(await world.edges('follow_request')).toEqual([]);
    }
  });

  it('accepting and taking back leave a follow or nothing, never a request', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [alice, bob] = [await world.person(), await world.person({ isPublic: false })];
      await follows.follow(alice, bob.userId);
      await Promise.all([
        refusable(followers.accept(bob, alice.userId)),
        follows.unfollow(alice, bob.userId),
      ]);
      expect(await world.edges('follow_request')).toEqual([]);
      // Taken back after the consent or before it: either way nothing is left.
      expect(await world.edges('follow')).toEqual([]);
    }
    await settled();
  });

  it('accepting and a block leave nothing', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [alice, bob] = [await world.person(), await world.person({ isPublic: false })];
      await follows.follow(alice, bob.userId);
      await Promise.all([
        refusable(followers.accept(bob, alice.userId)),
        blocks.block(alice, bob.userId),
      ]);
      expect(await world.edges('follow')).toEqual([]);
      expect(await world.edges('follow_request')).toEqual([]);
    }
    await settled();
  });

  it('a follow and the profile’s turning private leave one of the two', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [alice, bob] = await two();
      const [state] = await Promise.all([follows.follow(alice, bob.userId), world.close(bob)]);
      const [here, waiting] = [await world.edges('follow'), await world.edges('follow_request')];
      expect(here.includes(edge(alice, bob))).toBe(state.following);
      expect(waiting.includes(edge(alice, bob))).toBe(state.requested);
      expect(state.following).not.toBe(state.requested);
    }
    await settled();
  });

  it('a follow and the profile’s turning public leave no request behind', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [alice, bob] = [await world.person(), await world.person({ isPublic: false })];
      await Promise.all([follows.follow(alice, bob.userId), world.open(bob)]);
      await world.app.settle();
      expect(await world.edges('follow_request')).toEqual([]);
      expect(await world.edges('follow')).toContain(edge(alice, bob));
    }
    await settled();
  });

  it('a follow and a suspension leave the numbers right', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [alice, bob] = await two();
      await Promise.all([refusable(follows.follow(alice, bob.userId)), world.suspend(bob)]);
    }
    await settled();
  });

  it('two people who block each other both do, and no follow between them is left', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [alice, bob] = await two();
      await follows.follow(alice, bob.userId);
      await follows.follow(bob, alice.userId);
      await Promise.all([blocks.block(alice, bob.userId), blocks.block(bob, alice.userId)]);
      const both = [[alice.userId, bob.userId]];
      const rows = await world.app.sql('select from block where blocker_id = any($1)', both);
      expect(rows).toHaveLength(2);
      expect(await world.edges('follow')).toEqual([]);
    }
    await settled();
  });
});

it('sixteen writers among thirty people end without deadlock and without drift', async () => {
  const people = await world.people(30);
  const any = (): Viewer => people[Math.floor(Math.random() * people.length)]!;
  const acts: readonly ((a: Viewer, b: Viewer) => Promise<unknown>)[] = [
    (a, b) => follows.follow(a, b.userId),
    (a, b) => follows.follow(a, b.userId),
    (a, b) => follows.follow(a, b.userId),
    (a, b) => follows.unfollow(a, b.userId),
    (a, b) => follows.unfollow(a, b.userId),
    (a, b) => followers.accept(a, b.userId),
    (a, b) => followers.remove(a, b.userId),
    (a, b) => blocks.block(a, b.userId),
    (a, b) => blocks.unblock(a, b.userId),
    (a) => world.close(a),
    (a) => world.open(a),
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
  await settled();
  const torn = await world.app.sql(`
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
  const doubled = await world.app.sql(`
    select from follow f
    join follow_request r on r.follower_id = f.follower_id and r.followee_id = f.followee_id
  `);
  expect(doubled).toEqual([]);
  const counted = await world.app.sql<{ followers: number; following: number; edges: number }>(`
    select
      sum(follower_count)::integer as followers,
      sum(following_count)::integer as following,
      (select count(*)::integer from follow) as edges
    from user_counter
  `);
  expect(counted[0]!.followers).toBe(counted[0]!.edges);
  expect(counted[0]!.following).toBe(counted[0]!.edges);
});

async function two() {
  return [await world.person(), await world.person()] as const;
}

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

async function settled(): Promise<void> {
  await world.app.settle();
  expect(await world.app.drift()).toEqual([]);
}
