import type { PostId } from '#libs/post';
import { restores, suspends } from '#libs/testing/accounts';
import { crowd, opensProfile, people, type Person, setsPublic } from '#libs/testing/people';
import { editsPost, likes, publishes, removesPost, unlikes } from '#libs/testing/posts';
import { ProfileService } from '#libs/user';
import { DiscoveryPersonalDataService } from '../src/leaving/discovery-personal-data.service.js';
import { PostNeighboursJobs } from '../src/post-neighbours/post-neighbours.jobs.js';
import { daysPass } from './never-suggested.js';
import { type DiscoveryStage, discoveryStage } from './stage.js';

let app: DiscoveryStage;
let alice: Person, bob: Person, carol: Person;
let alices: PostId, bobs: PostId, carols: PostId;

beforeAll(async () => {
  app = await discoveryStage();
});
beforeEach(async () => {
  await app.empties();
  ({ alice, bob, carol } = await people(app, 'alice', 'bob', 'carol'));
  alices = await publishes(app, alice);
  bobs = await publishes(app, bob);
  carols = await publishes(app, carol);
});
afterAll(() => app.close());

/** Somebody new likes all of these. */
const fanOf = async (...posts: readonly PostId[]): Promise<Person> => {
  const { fan } = await people(app, 'fan');
  for (const post of posts) {
    await likes(app, fan, post);
  }
  return fan;
};
const closes = (person: Person): Promise<void> =>
  app.get(ProfileService).edit(person.viewer, { isPublic: false }, undefined);
const takesPart = (person: Person, discoverable: boolean): Promise<void> =>
  app.get(ProfileService).edit(person.viewer, { discoverable }, undefined);
/** A post by somebody new. */
const anothers = async (...tags: readonly string[]): Promise<PostId> => {
  const { another } = await people(app, 'another');
  return publishes(app, another, { tags: [...tags] });
};
/** So many minutes pass since neighbours were computed, and since all likes. */
const minutesPass = async (minutes: number): Promise<void> => {
  await app.sql(`update post_like set created_at = created_at - $1 * interval '1 min'`, [minutes]);
  for (const column of ['computed_at', 'due_at', 'counted_at']) {
    await app.sql(`update post_neighbourhood set ${column} = ${column} - $1 * interval '1 min'`, [
      minutes,
    ]);
  }
};

describe('are near', () => {
  it('the more of the same people like them', async () => {
    await fanOf(alices, bobs);
    await fanOf(alices, bobs);
    await fanOf(alices, carols);
    await app.computesPosts();
    expect(await app.neighboursOfPost(alices)).toEqual([bobs, carols]);
    expect(await app.neighboursOfPost(bobs)).toEqual([alices]);
    expect(await app.neighboursOfPost(carols)).toEqual([alices]);
  });

  it('less, when everybody likes them, or somebody who likes everything', async () => {
    await fanOf(alices, bobs);
    await fanOf(alices, carols);
    await fanOf(carols);
    await fanOf(carols);
    await app.computesPosts();
    expect(await app.neighboursOfPost(alices)).toEqual([bobs, carols]);

    const [x, y, z] = [await anothers(), await anothers(), await anothers()];
    await fanOf(x, y, alices, bobs, carols);
    await fanOf(x, z);
    await app.computesPosts();
    expect((await app.neighboursOfPost(x))[0]).toBe(z);
  });

  it('the more tags they have in common, rare ones above all; then the newest', async () => {
    const both = await anothers('bread', 'sea');
    const rare = await anothers('bread');
    const common = [await anothers('sea'), await anothers('sea')];
    const post = await publishes(app, alice, { tags: ['sea', 'bread'] });
    await app.computesPosts();
    expect(await app.neighboursOfPost(post)).toEqual([both, rare, common[1], common[0]]);
  });

  it('with likers and tags more than with one of them', async () => {
    const tagged = await anothers('bread');
    const both = await anothers('bread');
    const post = await publishes(app, alice, { tags: ['bread'] });
    await fanOf(post, both);
    await fanOf(post, bobs);
    await app.computesPosts();
    expect(await app.neighboursOfPost(post)).toEqual([both, bobs, tagged]);
  });

  it('20 at most, and 4 of one author', async () => {
    const many = await crowd(app, 21);
    for (const one of many) {
      await publishes(app, one, { tags: ['bread'] });
    }
    for (const _ of [1, 2, 3, 4, 5]) {
      await publishes(app, bob, { tags: ['bread'] });
    }
    const post = await publishes(app, alice, { tags: ['bread'] });
    await app.computesPosts();
    const found = await app.neighboursOfPost(post);
    expect(found).toHaveLength(20);
    const ofBob = await app.sql(
      `select from post where id = any ($1::bigint[]) and author_id = $2`,
      [found, bob.id],
    );
    expect(ofBob).toHaveLength(4);
  });
});

describe('do not depend on', () => {
  it('likes of people with a private profile, or who left discovery, or are suspended', async () => {
    await fanOf(alices, bobs);
    await setsPublic(app, await fanOf(alices, carols), false);
    await takesPart(await fanOf(alices, carols), false);
    await suspends(app, await fanOf(alices, carols));
    await app.computesPosts();
    expect(await app.neighboursOfPost(alices)).toEqual([bobs]);
    const [row] = await app.sql(`select liker_count from post_neighbourhood where post_id = $1`, [
      alices,
    ]);
    expect(row).toEqual({ liker_count: 1 });
  });

  it('likes and tags of posts that not everybody can see', async () => {
    const hidden = await publishes(app, bob, { visibility: 'followers', tags: ['bread'] });
    const post = await publishes(app, alice, { tags: ['bread'] });
    await likes(app, bob, hidden);
    await likes(app, bob, post);
    await app.computesPosts();
    expect(await app.neighboursOfPost(post)).toEqual([]);
    expect(await app.neighboursOfPost(hidden)).toEqual([]);
  });

  it('whoever else likes it whose likes do not count: the newest 50 of those that do are asked', async () => {
    await fanOf(alices, bobs);
    for (const one of await crowd(app, 50)) {
      await likes(app, one, alices);
      await app.sql(`update profile set is_public = false where user_id = $1`, [one.id]);
    }
    await app.computesPosts();
    expect(await app.neighboursOfPost(alices)).toEqual([bobs]);
  });
});

describe('are computed anew', () => {
  beforeEach(async () => {
    await fanOf(alices, bobs);
    await app.computesPosts();
  });
  const comesRound = async (): Promise<void> => {
    await app.get(PostNeighboursJobs).noteLiked();
    await app.computesPosts();
  };

  it('an hour after they were, when the post was liked since', async () => {
    await fanOf(alices, carols);
    await comesRound();
    expect(await app.neighboursOfPost(alices)).toEqual([bobs]);
    await minutesPass(58);
    await comesRound();
    expect(await app.neighboursOfPost(alices)).toEqual([bobs]);
    await minutesPass(2);
    await comesRound();
    expect(await app.neighboursOfPost(alices)).toEqual([carols, bobs]);
  });

  it('not for a like of somebody with a private profile', async () => {
    const { shy } = await people(app, 'shy');
    await setsPublic(app, shy, false);
    await likes(app, shy, alices);
    await app.settle();
    await minutesPass(61);
    await app.get(PostNeighboursJobs).noteLiked();
    const due = await app.sql(`select from post_neighbourhood where due_at <= now()`);
    expect(due).toEqual([]);
  });

  it('after three days, whatever happened', async () => {
    const [fan] = await app.sql<Person>(`select user_id as id from post_like where post_id = $1`, [
      bobs,
    ]);
    await unlikes(app, { viewer: { ...alice.viewer, userId: fan!.id } }, bobs);
    await minutesPass(3 * 24 * 60 - 1);
    await app.computesPosts();
    expect(await app.neighboursOfPost(alices)).toEqual([bobs]);
    await minutesPass(1);
    await app.computesPosts();
    expect(await app.neighboursOfPost(alices)).toEqual([]);
  });

  it('with as many likers as there are by then', async () => {
    const threeDaysPass = async (): Promise<void> => {
      await minutesPass(3 * 24 * 60);
      await app.computesPosts();
    };
    await fanOf(alices, carols);
    await threeDaysPass();
    expect(await app.neighboursOfPost(alices)).toEqual([carols, bobs]);
    for (const fan of await crowd(app, 8)) {
      await likes(app, fan, carols);
    }
    await threeDaysPass();
    expect(await app.neighboursOfPost(alices)).toEqual([bobs, carols]);
  });

  it('at once, when somebody who likes them leaves discovery, or comes back', async () => {
    const fan = await fanOf(alices, carols);
    await minutesPass(61);
    await comesRound();
    expect(await app.neighboursOfPost(alices)).toEqual([carols, bobs]);
    await takesPart(fan, false);
    await app.computesPosts();
    expect(await app.neighboursOfPost(alices)).toEqual([bobs]);
    await takesPart(fan, true);
    await app.computesPosts();
    expect(await app.neighboursOfPost(alices)).toEqual([carols, bobs]);
  });
});

describe('go at once, both ways,', () => {
  beforeEach(async () => {
    await fanOf(alices, bobs);
    await app.computesPosts();
  });

  it.each<[string, () => Promise<unknown>]>([
    ['when a profile is closed', () => closes(bob)],
    ['when somebody leaves discovery', () => takesPart(bob, false)],
    ['when somebody is suspended', () => suspends(app, bob)],
    ['when somebody is erased', () => app.get(DiscoveryPersonalDataService).erase(bob.id)],
    ['when a post is deleted', () => removesPost(app, bob, bobs)],
    ['when a post is no longer public', () => editsPost(app, bob, bobs, { visibility: 'private' })],
  ])('%s', async (_, happens) => {
    expect(await app.neighboursOfPost(bobs)).toEqual([alices]);
    await happens();
    expect(await app.tracesOfPostsOf(bob)).toBe(0);
    expect(await app.neighboursOfPost(alices)).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>, () => Promise<unknown>]>([
    ['the profile is opened', () => closes(bob), () => opensProfile(app, bob)],
    ['the author takes part again', () => takesPart(bob, false), () => takesPart(bob, true)],
    ['the author is restored', () => suspends(app, bob), () => restores(app, bob)],
  ])('and come back when %s', async (_, goes, comes) => {
    await goes();
    await app.computesPosts();
    await comes();
    await app.computesPosts();
    expect(await app.neighboursOfPost(bobs)).toEqual([alices]);
  });

  it('and come back by the next night when the post is public again', async () => {
    await editsPost(app, bob, bobs, { visibility: 'private' });
    await editsPost(app, bob, bobs, { visibility: 'public' });
    await app.get(PostNeighboursJobs).meetAll();
    await app.computesPosts();
    expect(await app.neighboursOfPost(bobs)).toEqual([alices]);
  });

  it('with a warning, when they are computed the next time', async () => {
    await editsPost(app, bob, bobs, { contentWarning: 'spoiler' });
    await minutesPass(3 * 24 * 60);
    await app.computesPosts();
    expect(await app.tracesOfPostsOf(bob)).toBe(0);
  });

  it('after 90 days', async () => {
    await app.sql(
      `update post_neighbourhood set position = position - ((91::bigint * 86400000) << 20)
      where author_id = $1`,
      [bob.id],
    );
    await daysPass(app, bob, 91);
    await app.get(PostNeighboursJobs).meetAll();
    await app.computesPosts();
    expect(await app.tracesOfPostsOf(bob)).toBe(0);
  });
});
