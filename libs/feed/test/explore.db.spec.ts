import { suspends } from '#libs/testing/accounts';
import { givesRole, people, type Person } from '#libs/testing/people';
import { openWorld, type World } from './world.js';

let world: World;
let alice: Person;
let bob: Person;

beforeAll(async () => {
  world = await openWorld();
});

beforeEach(async () => {
  await world.clear();
  ({ alice, bob } = await people(world.app, 'alice', 'bob'));
});

afterAll(() => world.app.close());

describe('the explore feed', () => {
  it('holds public posts of everybody, newest first, for anyone', async () => {
    const first = await world.publishes(bob);
    const second = await world.publishes(alice);
    for (const viewer of [null, alice.viewer, bob.viewer]) {
      expect(await world.explore(viewer)).toEqual([second, first]);
    }
  });

  it('leaves my own out when asked; nobody signed in has none', async () => {
    const theirs = await world.publishes(bob);
    const mine = await world.publishes(alice);
    expect(await world.explore(alice.viewer, { excludeMe: true })).toEqual([theirs]);
    expect(await world.explore(null, { excludeMe: true })).toEqual([mine, theirs]);
  });

  it('leaves out what is not for everyone, even for followers and the author', async () => {
    await world.follows(alice, bob);
    await world.publishes(bob, { visibility: 'followers' });
    await world.publishes(bob, { visibility: 'private' });
    await world.publishes(bob, { status: 'draft' });
    for (const viewer of [null, alice.viewer, bob.viewer]) {
      expect(await world.explore(viewer)).toEqual([]);
    }
  });

  it('leaves out posts of a private profile, even for its followers', async () => {
    await world.follows(alice, bob);
    const post = await world.publishes(bob);
    await world.setPublic(bob, false);
    for (const viewer of [null, alice.viewer, bob.viewer]) {
      expect(await world.explore(viewer)).toEqual([]);
    }
    await world.setPublic(bob, true);
    expect(await world.explore(null)).toEqual([post]);
  });

  it('leaves out what an administrator deactivated, as the home feed does, until it is restored', async () => {
    const { admin } = await people(world.app, 'admin');
    await givesRole(world.app, admin, 'admin');
    const [post, later] = [await world.publishes(bob), await world.publishes(bob)];
    const feeds = async () => [await world.explore(null), await world.home(bob)];
    for (const [isActive, left] of [
      [false, [later]],
      [true, [later, post]],
    ]) {
      await world.app.request({
        method: 'PATCH',
        url: `/v1/admin/posts/${post}`,
        as: admin,
        body: { reason: 'because', isActive },
      });
      expect(await feeds()).toEqual([left, left]);
    }
  });

  it('leaves out whom I mute, for me only', async () => {
    const post = await world.publishes(bob);
    await world.mutes(alice, bob);
    expect(await world.explore(alice.viewer)).toEqual([]);
    expect(await world.explore(null)).toEqual([post]);
  });

  it('leaves out posts across a block, on both sides', async () => {
    const theirs = await world.publishes(bob);
    const mine = await world.publishes(alice);
    await world.blocks(alice, bob);
    expect(await world.explore(alice.viewer)).toEqual([mine]);
    expect(await world.explore(bob.viewer)).toEqual([theirs]);
    expect(await world.explore(null)).toEqual([mine, theirs]);
  });

  it('leaves out inactive people and inactive posts', async () => {
    await world.publishes(bob);
    const gone = await world.publishes(alice);
    await suspends(world.app, bob);
    await world.app.request({ method: 'DELETE', url: `/v1/posts/${gone}`, as: alice });
    expect(await world.explore(null)).toEqual([]);
  });
});
