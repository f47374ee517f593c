import type { UserId } from '#libs/kernel';
import { problem } from '#libs/testing';
import { edge, openWorld, type World } from '#libs/testing/world';
import { BlockService } from '../src/blocking/block.service.js';
import { MuteService } from '../src/blocking/mute.service.js';
import { FollowService } from '../src/following/follow.service.js';

let world: World;
let follows: FollowService;
let blocks: BlockService;
let mutes: MuteService;

beforeAll(async () => {
  world = await openWorld();
  follows = world.app.get(FollowService);
  blocks = world.app.get(BlockService);
  mutes = world.app.get(MuteService);
});

beforeEach(() => world.clear());

afterAll(() => world.app.close());

describe('a block', () => {
  it('ends follows and requests both ways, and only between the two', async () => {
    const [alice, bob, carol] = [
      await world.person(),
      await world.person({ isPublic: false }),
      await world.person(),
    ];
    await follows.follow(bob, alice.userId);
    await follows.follow(alice, bob.userId);
    await follows.follow(carol, alice.userId);
    await follows.follow(carol, bob.userId);
    await blocks.block(alice, bob.userId);
    expect(await world.edges('follow')).toEqual([edge(carol, alice)]);
    expect(await world.edges('follow_request')).toEqual([edge(carol, bob)]);
    expect(await world.counts(alice)).toEqual({ followers: 1, following: 0 });
    expect(await world.counts(bob)).toEqual({ followers: 0, following: 0 });
  });

  it('may be repeated, and ended twice; what it ended stays ended', async () => {
    const [alice, bob] = await two();
    await follows.follow(alice, bob.userId);
    await blocks.block(alice, bob.userId);
    await blocks.block(alice, bob.userId);
    expect(await pairs('block', 'blocker_id', 'blocked_id', alice.userId)).toEqual([bob.userId]);
    await blocks.unblock(alice, bob.userId);
    await blocks.unblock(alice, bob.userId);
    expect(await pairs('block', 'blocker_id', 'blocked_id', alice.userId)).toEqual([]);
    expect(await world.edges('follow')).not.toContain(edge(alice, bob));
    expect((await follows.follow(alice, bob.userId)).following).toBe(true);
  });

  it('can’t be of oneself, of nobody, or of somebody inactive', async () => {
    const [alice, bob] = await two();
    await expect(blocks.block(alice, alice.userId)).rejects.toEqual(problem('cannot-block-self'));
    await expect(blocks.block(alice, '404' as UserId)).rejects.toEqual(problem('not-found'));
    await world.suspend(bob);
    await expect(blocks.block(alice, bob.userId)).rejects.toEqual(problem('not-found'));
  });

  it('ends also when the person can’t be seen any more', async () => {
    const [alice, bob] = await two();
    await blocks.block(alice, bob.userId);
    await world.suspend(bob);
    await blocks.unblock(alice, bob.userId);
    expect(await pairs('block', 'blocker_id', 'blocked_id', alice.userId)).toEqual([]);
  });
});

describe('a mute', () => {
  it('is a set, leaves follows alone, and ends also when the person can’t be seen', async () => {
    const [alice, bob] = await two();
    await follows.follow(alice, bob.userId);
    await mutes.mute(alice, bob.userId);
    await mutes.mute(alice, bob.userId);
    expect(await pairs('mute', 'muter_id', 'muted_id', alice.userId)).toEqual([bob.userId]);
    expect(await world.edges('follow')).toContain(edge(alice, bob));
    await world.suspend(bob);
    await mutes.unmute(alice, bob.userId);
    await mutes.unmute(alice, bob.userId);
    expect(await pairs('mute', 'muter_id', 'muted_id', alice.userId)).toEqual([]);
  });

  it('can’t be of oneself, of nobody or of somebody who blocks', async () => {
    const [alice, bob] = await two();
    await blocks.block(bob, alice.userId);
    await expect(mutes.mute(alice, alice.userId)).rejects.toEqual(problem('cannot-mute-self'));
    await expect(mutes.mute(alice, '404' as UserId)).rejects.toEqual(problem('not-found'));
    await expect(mutes.mute(alice, bob.userId)).rejects.toEqual(problem('not-found'));
  });
});

it('leaves every counter right', async () => {
  const [alice, bob] = await two();
  await follows.follow(alice, bob.userId);
  await blocks.block(bob, alice.userId);
  await world.app.settle();
  expect(await world.app.drift()).toEqual([]);
});

async function two() {
  return [await world.person(), await world.person()] as const;
}

async function pairs(table: string, from: string, to: string, person: UserId): Promise<UserId[]> {
  const rows = await world.app.sql<{ id: UserId }>(
    `select ${to} as id from ${table} where ${from} = $1`,
    [person],
  );
  return rows.map(({ id }) => id);
}
