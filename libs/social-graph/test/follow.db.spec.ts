import type { UserId } from '#libs/kernel';
import { problem } from '#libs/testing';
import { edge, openWorld, type World } from '#libs/testing/world';
import { BlockService } from '../src/blocking/block.service.js';
import { FollowService } from '../src/following/follow.service.js';

let world: World;
let follows: FollowService;
let blocks: BlockService;

beforeAll(async () => {
  world = await openWorld();
  follows = world.app.get(FollowService);
  blocks = world.app.get(BlockService);
});

beforeEach(() => world.clear());

afterAll(() => world.app.close());

describe('following', () => {
  it('a public profile begins at once, and the answer counts it', async () => {
    const [alice, bob] = await two();
    expect(await follows.follow(alice, bob.userId)).toEqual({
      following: true,
      requested: false,
      followerCount: 1,
    });
    expect(await world.edges('follow')).toEqual([edge(alice, bob)]);
    expect(await world.counts(alice)).toEqual({ followers: 0, following: 1 });
    expect(await world.counts(bob)).toEqual({ followers: 1, following: 0 });
  });

  it('twice changes nothing the second time', async () => {
    const [alice, bob] = await two();
    await follows.follow(alice, bob.userId);
    const before = await world.app.sql('select * from follow');
    expect(await follows.follow(alice, bob.userId)).toEqual({
      following: true,
      requested: false,
      followerCount: 1,
    });
    expect(await world.app.sql('select * from follow')).toEqual(before);
  });

  it('a private profile asks first, however often', async () => {
    const alice = await world.person();
    const bob = await world.person({ isPublic: false });
    const asked = { following: false, requested: true, followerCount: 0 };
    expect(await follows.follow(alice, bob.userId)).toEqual(asked);
    expect(await follows.follow(alice, bob.userId)).toEqual(asked);
    expect(await world.edges('follow_request')).toEqual([edge(alice, bob)]);
    expect(await world.edges('follow')).toEqual([]);
  });

  it('survives the profile’s turning private', async () => {
    const [alice, bob] = await two();
    await follows.follow(alice, bob.userId);
    await world.close(bob);
    expect(await follows.follow(alice, bob.userId)).toEqual({
      following: true,
      requested: false,
      followerCount: 1,
    });
  });

  it('settles a request that still waits for a profile that is public', async () => {
    const alice = await world.person();
    const bob = await world.person({ isPublic: false });
    await follows.follow(alice, bob.userId);
    await world.app.sql('update profile set is_public = true where user_id = $1', [bob.userId]);
    expect((await follows.follow(alice, bob.userId)).following).toBe(true);
    expect(await world.edges('follow_request')).toEqual([]);
  });

  it('oneself is refused', async () => {
    const alice = await world.person();
    await expect(follows.follow(alice, alice.userId)).rejects.toEqual(
      problem('cannot-follow-self'),
    );
    await expect(follows.unfollow(alice, alice.userId)).rejects.toEqual(
      problem('cannot-follow-self'),
    );
  });

  it('nobody, or somebody inactive, finds nobody', async () => {
    const [alice, bob] = await two();
    await world.suspend(bob);
    await expect(follows.follow(alice, bob.userId)).rejects.toEqual(problem('not-found'));
    await expect(follows.follow(alice, '404' as UserId)).rejects.toEqual(problem('not-found'));
    expect(await world.edges('follow')).toEqual([]);
  });

  it('across a block is 404 for the blocked and refused to the blocker', async () => {
    const [alice, bob] = await two();
    await blocks.block(alice, bob.userId);
    await expect(follows.follow(bob, alice.userId)).rejects.toEqual(problem('not-found'));
    await expect(follows.follow(alice, bob.userId)).rejects.toEqual(problem('blocked'));
  });

  it('across two blocks is 404 for both', async () => {
    const [alice, bob] = await two();
    await world.app.sql('insert into block (blocker_id, blocked_id) values ($1, $2), ($2, $1)', [
      alice.userId,
      bob.userId,
    ]);
    await expect(follows.follow(alice, bob.userId)).rejects.toEqual(problem('not-found'));
    await expect(follows.follow(bob, alice.userId)).rejects.toEqual(problem('not-found'));
  });
});

describe('taking it back', () => {
  it('ends the follow, and the answer counts it', async () => {
    const [alice, bob] = await two();
    await follows.follow(alice, bob.userId);
    const ended = { following: false, requested: false, followerCount: 0 };
    expect(await follows.unfollow(alice, bob.userId)).toEqual(ended);
    expect(await follows.unfollow(alice, bob.userId)).toEqual(ended);
    expect(await world.edges('follow')).toEqual([]);
    expect(await world.counts(alice)).toEqual({ followers: 0, following: 0 });
  });

  it('withdraws a request', async () => {
    const alice = await world.person();
    const bob = await world.person({ isPublic: false });
    await follows.follow(alice, bob.userId);
    await follows.unfollow(alice, bob.userId);
    expect(await world.edges('follow_request')).toEqual([]);
  });

  it('works when the person can’t be seen any more, without telling a number', async () => {
    const [alice, bob] = await two();
    await follows.follow(alice, bob.userId);
    await world.suspend(bob);
    expect(await follows.unfollow(alice, bob.userId)).toEqual({
      following: false,
      requested: false,
      followerCount: null,
    });
    expect(await world.edges('follow')).toEqual([]);
    expect((await follows.unfollow(alice, '404' as UserId)).followerCount).toBeNull();
  });

  it('tells no number across somebody else’s block, but across one’s own', async () => {
    const [alice, bob] = await two();
    await blocks.block(alice, bob.userId);
    expect((await follows.unfollow(bob, alice.userId)).followerCount).toBeNull();
    expect((await follows.unfollow(alice, bob.userId)).followerCount).toBe(0);
  });
});

async function two() {
  return [await world.person(), await world.person()] as const;
}
