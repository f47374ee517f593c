import type { PostId } from '#libs/post';
import { suspends } from '#libs/testing/accounts';
import { people, type Person } from '#libs/testing/people';
import { openWorld, type World } from './world.js';

let world: World;
let alice: Person;
let bob: Person;
let carol: Person;

beforeAll(async () => {
  world = await openWorld();
});

beforeEach(async () => {
  await world.clear();
  ({ alice, bob, carol } = await people(world.app, 'alice', 'bob', 'carol'));
});

afterAll(() => world.app.close());

describe('the home feed', () => {
  it('holds posts of the followed and the own ones, newest first', async () => {
    await world.follows(alice, bob);
    const first = await world.publishes(bob);
    const own = await world.publishes(alice);
    await world.publishes(carol);
    const last = await world.publishes(bob);
    expect(await world.home(alice)).toEqual([last, own, first]);
    expect(await world.home(alice, { excludeMe: true })).toEqual([last, first]);
    expect(await world.home(bob)).toEqual([last, first]);
  });

  it('is empty without anybody to follow and without own posts', async () => {
    await world.publishes(bob);
    expect(await world.home(alice)).toEqual([]);
  });

  it('holds what the followed wrote for followers, not what they keep to themselves', async () => {
    await world.follows(alice, bob);
    const shared = await world.publishes(bob, { visibility: 'followers' });
    await world.publishes(bob, { visibility: 'private' });
    await world.publishes(bob, { status: 'draft' });
    expect(await world.home(alice)).toEqual([shared]);
  });

  it('holds my own posts whatever their visibility, but no drafts', async () => {
    const shown: PostId[] = [];
    for (const visibility of ['public', 'followers', 'private'] as const) {
      shown.unshift(await world.publishes(alice, { visibility }));
    }
    await world.publishes(alice, { status: 'draft' });
    expect(await world.home(alice)).toEqual(shown);
  });

  it('holds posts of a private profile for its followers', async () => {
    await world.follows(alice, bob);
    await world.setPublic(bob, false);
    const post = await world.publishes(bob);
    await world.follows(carol, bob);
    expect(await world.home(alice)).toEqual([post]);
    expect(await world.home(carol)).toEqual([]);
  });

  it('places a draft by the time of its publishing', async () => {
    const draft = await world.publishes(alice, { status: 'draft' });
    const post = await world.publishes(alice);
    await world.app.request({
      method: 'PATCH',
      url: `/v1/posts/${draft}`,
      as: alice,
      body: { status: 'published' },
    });
    expect(await world.home(alice)).toEqual([draft, post]);
  });

  it('leaves out whom I mute, until I no longer do', async () => {
    await world.follows(alice, bob, carol);
    const quiet = await world.publishes(bob);
    const heard = await world.publishes(carol);
    await world.mutes(alice, bob);
    expect(await world.home(alice)).toEqual([heard]);
    expect(await world.home(bob)).toEqual([quiet]);
    await world.app.request({ method: 'DELETE', url: `/v1/users/${bob.id}/mute`, as: alice });
    expect(await world.home(alice)).toEqual([heard, quiet]);
  });

  it.each(['mine', 'theirs'])(
    'leaves out posts across a block, %s, even with an edge left',
    async (whose) => {
      await world.follows(alice, bob);
      await world.publishes(bob);
      const [from, to] = whose === 'mine' ? [alice, bob] : [bob, alice];
      // Behind the back of what ends the follow: the feed doesn't rely on it.
      await world.app.sql('insert into block (blocker_id, blocked_id) values ($1, $2)', [
        from.id,
        to.id,
      ]);
      expect(await world.home(alice)).toEqual([]);
    },
  );

  it('leaves out inactive people and inactive posts', async () => {
    await world.follows(alice, bob, carol);
    await world.publishes(bob);
    const gone = await world.publishes(carol);
    const kept = await world.publishes(carol);
    await suspends(world.app, bob);
    await world.app.request({ method: 'DELETE', url: `/v1/posts/${gone}`, as: carol });
    expect(await world.home(alice)).toEqual([kept]);
  });

  it('fills a page however many newer posts are not for me', async () => {
    await world.follows(alice, bob, carol);
    const old = [await world.publishes(bob), await world.publishes(carol)];
    for (let number = 0; number < 6; number += 1) {
      await world.publishes(bob, { visibility: 'private' });
    }
    expect(await world.home(alice, { limit: 2 })).toEqual(old.reverse());
  });
});
