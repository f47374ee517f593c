import { suspends } from '#libs/testing/accounts';
import { blocks, follows, mutes } from '#libs/testing/graph';
import { givesRole, people, type Person, setsPublic } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { type FeedStage, openStage } from './stage.js';

let app: FeedStage;
let alice: Person;
let bob: Person;

beforeAll(async () => {
  app = await openStage();
});

beforeEach(async () => {
  await app.clear();
  ({ alice, bob } = await people(app, 'alice', 'bob'));
});

afterAll(() => app.close());

describe('the explore feed', () => {
  it('holds public posts of everybody, newest first, for anyone', async () => {
    const first = await publishes(app, bob);
    const second = await publishes(app, alice);
    for (const viewer of [null, alice.viewer, bob.viewer]) {
      expect(await app.explore(viewer)).toEqual([second, first]);
    }
  });

  it('leaves my own out when asked; nobody signed in has none', async () => {
    const theirs = await publishes(app, bob);
    const mine = await publishes(app, alice);
    expect(await app.explore(alice.viewer, { excludeMe: true })).toEqual([theirs]);
    expect(await app.explore(null, { excludeMe: true })).toEqual([mine, theirs]);
  });

  it('leaves out what is not for everyone, even for followers and the author', async () => {
    await follows(app, alice, bob);
    await publishes(app, bob, { visibility: 'followers' });
    await publishes(app, bob, { visibility: 'private' });
    await publishes(app, bob, { status: 'draft' });
    for (const viewer of [null, alice.viewer, bob.viewer]) {
      expect(await app.explore(viewer)).toEqual([]);
    }
  });

  it('leaves out posts of a private profile, even for its followers', async () => {
    await follows(app, alice, bob);
    const post = await publishes(app, bob);
    await setsPublic(app, bob, false);
    for (const viewer of [null, alice.viewer, bob.viewer]) {
      expect(await app.explore(viewer)).toEqual([]);
    }
    await setsPublic(app, bob, true);
    expect(await app.explore(null)).toEqual([post]);
  });

  it('leaves out what an administrator deactivated, as the home feed does, until it is restored', async () => {
    const { admin } = await people(app, 'admin');
    await givesRole(app, admin, 'admin');
    const [post, later] = [await publishes(app, bob), await publishes(app, bob)];
    const feeds = async () => [await app.explore(null), await app.home(bob)];
    for (const [isActive, left] of [
      [false, [later]],
      [true, [later, post]],
    ]) {
      await app.request({
        method: 'PATCH',
        url: `/v1/admin/posts/${post}`,
        as: admin,
        body: { reason: 'because', isActive },
      });
      expect(await feeds()).toEqual([left, left]);
    }
  });

  it('leaves out whom I mute, for me only', async () => {
    const post = await publishes(app, bob);
    await mutes(app, alice, bob);
    expect(await app.explore(alice.viewer)).toEqual([]);
    expect(await app.explore(null)).toEqual([post]);
  });

  it('leaves out posts across a block, on both sides', async () => {
    const theirs = await publishes(app, bob);
    const mine = await publishes(app, alice);
    await blocks(app, alice, bob);
    expect(await app.explore(alice.viewer)).toEqual([mine]);
    expect(await app.explore(bob.viewer)).toEqual([theirs]);
    expect(await app.explore(null)).toEqual([mine, theirs]);
  });

  it('leaves out inactive people and inactive posts', async () => {
    await publishes(app, bob);
    const gone = await publishes(app, alice);
    await suspends(app, bob);
    await app.request({ method: 'DELETE', url: `/v1/posts/${gone}`, as: alice });
    expect(await app.explore(null)).toEqual([]);
  });
});
