import type { PostId } from '#libs/post';
import { suspends } from '#libs/testing/accounts';
import { follows, mutes } from '#libs/testing/graph';
import { people, type Person, setsPublic } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { type FeedStage, openStage } from './stage.js';

let app: FeedStage;
let alice: Person;
let bob: Person;
let carol: Person;

beforeAll(async () => {
  app = await openStage();
});

beforeEach(async () => {
  await app.clear();
  ({ alice, bob, carol } = await people(app, 'alice', 'bob', 'carol'));
});

afterAll(() => app.close());

describe('the home feed', () => {
  it('holds posts of the followed and the own ones, newest first', async () => {
    await follows(app, alice, bob);
    const first = await publishes(app, bob);
    const own = await publishes(app, alice);
    await publishes(app, carol);
    const last = await publishes(app, bob);
    expect(await app.home(alice)).toEqual([last, own, first]);
    expect(await app.home(alice, { excludeMe: true })).toEqual([last, first]);
    expect(await app.home(bob)).toEqual([last, first]);
  });

  it('is empty without anybody to follow and without own posts', async () => {
    await publishes(app, bob);
    expect(await app.home(alice)).toEqual([]);
  });

  it('holds what the followed wrote for followers, not what they keep to themselves', async () => {
    await follows(app, alice, bob);
    const shared = await publishes(app, bob, { visibility: 'followers' });
    await publishes(app, bob, { visibility: 'private' });
    await publishes(app, bob, { status: 'draft' });
    expect(await app.home(alice)).toEqual([shared]);
  });

  it('holds my own posts whatever their visibility, but no drafts', async () => {
    const shown: PostId[] = [];
    for (const visibility of ['public', 'followers', 'private'] as const) {
      shown.unshift(await publishes(app, alice, { visibility }));
    }
    await publishes(app, alice, { status: 'draft' });
    expect(await app.home(alice)).toEqual(shown);
  });

  it('holds posts of a private profile for its followers', async () => {
    await follows(app, alice, bob);
    await setsPublic(app, bob, false);
    const post = await publishes(app, bob);
    await follows(app, carol, bob);
    expect(await app.home(alice)).toEqual([post]);
    expect(await app.home(carol)).toEqual([]);
  });

  it('places a draft by the time of its publishing', async () => {
    const draft = await publishes(app, alice, { status: 'draft' });
    const post = await publishes(app, alice);
    await app.request({
      method: 'PATCH',
      url: `/v1/posts/${draft}`,
      as: alice,
      body: { status: 'published' },
    });
    expect(await app.home(alice)).toEqual([draft, post]);
  });

  it('leaves out whom I mute, until I no longer do', async () => {
    await follows(app, alice, bob);
    await follows(app, alice, carol);
    const quiet = await publishes(app, bob);
    const heard = await publishes(app, carol);
    await mutes(app, alice, bob);
    expect(await app.home(alice)).toEqual([heard]);
    expect(await app.home(bob)).toEqual([quiet]);
    await app.request({ method: 'DELETE', url: `/v1/users/${bob.id}/mute`, as: alice });
    expect(await app.home(alice)).toEqual([heard, quiet]);
  });

  it.each(['mine', 'theirs'])(
    'leaves out posts across a block, %s, even with an edge left',
    async (whose) => {
      await follows(app, alice, bob);
      await publishes(app, bob);
      const [from, to] = whose === 'mine' ? [alice, bob] : [bob, alice];
      // Behind the back of what ends the follow: the feed doesn't rely on it.
      await app.sql('insert into block (blocker_id, blocked_id) values ($1, $2)', [from.id, to.id]);
      expect(await app.home(alice)).toEqual([]);
    },
  );

  it('leaves out inactive people and inactive posts', async () => {
    await follows(app, alice, bob);
    await follows(app, alice, carol);
    await publishes(app, bob);
    const gone = await publishes(app, carol);
    const kept = await publishes(app, carol);
    await suspends(app, bob);
    await app.request({ method: 'DELETE', url: `/v1/posts/${gone}`, as: carol });
    expect(await app.home(alice)).toEqual([kept]);
  });

  it('fills a page however many newer posts are not for me', async () => {
    await follows(app, alice, bob);
    await follows(app, alice, carol);
    const old = [await publishes(app, bob), await publishes(app, carol)];
    for (let number = 0; number < 6; number += 1) {
      await publishes(app, bob, { visibility: 'private' });
    }
    expect(await app.home(alice, { limit: 2 })).toEqual(old.reverse());
  });
});
