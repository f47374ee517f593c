import { problem } from '#libs/testing';
import { edge, openWorld, type World } from '#libs/testing/world';
import { FollowService } from '../src/following/follow.service.js';
import { FollowerService } from '../src/following/follower.service.js';

let world: World;
let follows: FollowService;
let followers: FollowerService;

beforeAll(async () => {
  world = await openWorld();
  follows = world.app.get(FollowService);
  followers = world.app.get(FollowerService);
});

beforeEach(() => world.clear());

afterAll(() => world.app.close());

describe('accepting a request', () => {
  it('makes a follower, counted on both cards, and may be repeated', async () => {
    const { alice, bob } = await asked();
    await followers.accept(bob, alice.userId);
    await followers.accept(bob, alice.userId);
    expect(await world.edges('follow')).toEqual([edge(alice, bob)]);
    expect(await world.edges('follow_request')).toEqual([]);
    expect(await world.counts(bob)).toEqual({ followers: 1, following: 0 });
    expect(await world.counts(alice)).toEqual({ followers: 0, following: 1 });
  });

  it('finds nothing when nobody asked', async () => {
    const { alice, bob } = await asked();
    await expect(followers.accept(alice, bob.userId)).rejects.toEqual(problem('not-found'));
    await follows.unfollow(alice, bob.userId);
    await expect(followers.accept(bob, alice.userId)).rejects.toEqual(problem('not-found'));
    expect(await world.edges('follow')).toEqual([]);
  });

  it('finds nothing when the asker is inactive, until they are back', async () => {
    const { alice, bob } = await asked();
    await world.suspend(alice);
    await expect(followers.accept(bob, alice.userId)).rejects.toEqual(problem('not-found'));
    await world.restore(alice);
    await followers.accept(bob, alice.userId);
    expect(await world.edges('follow')).toEqual([edge(alice, bob)]);
  });
});

describe('refusing a request', () => {
  it('removes it, once', async () => {
    const { alice, bob } = await asked();
    await followers.refuse(bob, alice.userId);
    expect(await world.edges('follow_request')).toEqual([]);
    expect(await world.edges('follow')).toEqual([]);
    await expect(followers.refuse(bob, alice.userId)).rejects.toEqual(problem('not-found'));
  });
});

describe('removing a follower', () => {
  it('ends the follow and leaves the opposite one, and may be repeated', async () => {
    const alice = await world.person();
    const bob = await world.person();
    await follows.follow(alice, bob.userId);
    await follows.follow(bob, alice.userId);
    await followers.remove(bob, alice.userId);
    await followers.remove(bob, alice.userId);
    expect(await world.edges('follow')).toEqual([edge(bob, alice)]);
    expect(await world.counts(bob)).toEqual({ followers: 0, following: 1 });
    expect(await world.counts(alice)).toEqual({ followers: 1, following: 0 });
  });

  it('is no refusal of a request', async () => {
    const { alice, bob } = await asked();
    await followers.remove(bob, alice.userId);
    expect(await world.edges('follow_request')).toEqual([edge(alice, bob)]);
  });
});

async function asked() {
  const alice = await world.person();
  const bob = await world.person({ isPublic: false });
  await follows.follow(alice, bob.userId);
  return { alice, bob };
}
