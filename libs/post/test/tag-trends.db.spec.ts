import type { PostId } from '#libs/post';
import { restores, suspends } from '#libs/testing/accounts';
import { blocks, follows, mutes } from '#libs/testing/graph';
import { crowd, people, type Person, person, setsPublic } from '#libs/testing/people';
import { bookmarks, likes, publishes } from '#libs/testing/posts';
import { ProfileService } from '#libs/user';
import { TagTrendsJobs } from '../src/tags/tag-trends.jobs.js';
import { type PostStage, postStage } from './stage.js';

let app: PostStage;
let everybody: Person[];
let [ann, bea, cho]: Person[] = [];

beforeAll(async () => {
  app = await postStage();
  everybody = await crowd(app, 4);
  [ann, bea, cho] = everybody;
});
beforeEach(() => app.sql(`truncate post, tag, post_like, tag_trend cascade`));
afterAll(() => app.close());

const gives = (who: Person | undefined, tag: string, more: object = {}): Promise<PostId> =>
  publishes(app, who!, { tags: [tag], ...more });
const rank = () => app.get(TagTrendsJobs).rank();
const trending = async (query = '', as?: Person) =>
  (await app.items(`/tags?sort=trending&limit=1${query}`, as)).map(({ name }) => name);
const age = (post: PostId, hours: number) =>
  app.sql(
    `update post
    set published_at = published_at - make_interval(hours => $2::integer),
      position = position - (($2::bigint * 3600000) << 20)
    where id = $1`,
    [post, hours],
  );

it('puts first what most people gave, however often each of them did', async () => {
  for (const who of [ann, ann, ann, bea]) {
    await gives(who, 'often');
  }
  for (const who of [ann, bea, cho]) {
    await gives(who, 'broad');
  }
  await gives(ann, 'once');
  expect(await trending()).toEqual([]);
  await rank();
  expect(await trending()).toEqual(['broad', 'often', 'once']);
  const { body } = await app.read('/tags?sort=trending&limit=2');
  expect(body.items).toMatchObject([
    { name: 'broad', postCount: 3, recentPeople: 3, recentPosts: 3 },
    { name: 'often', postCount: 4, recentPeople: 2, recentPosts: 4 },
  ]);
});

it('counts half of what is a day old, and nothing of before these seven days', async () => {
  for (const who of [ann, bea, cho]) {
    await age(await gives(who, 'old'), 48);
    await age(await gives(who, 'older'), 24 * 7);
  }
  await gives(bea, 'young');
  await rank();
  expect(await trending()).toEqual(['young', 'old']);
});

it('tells how many posts there were each day', async () => {
  await gives(ann, 'daily');
  for (const hours of [24, 24, 48, 24 * 7]) {
    await age(await gives(ann, 'daily'), hours);
  }
  await rank();
  const { body } = await app.read('/tags?sort=trending');
  const today = Date.parse(new Date().toISOString().slice(0, 10));
  const day = (ago: number) => new Date(today - ago * 86_400_000).toISOString().slice(0, 10);
  expect(body.items[0]).toEqual({
    name: 'daily',
    postCount: 5,
    recentPeople: 1,
    recentPosts: 4,
    history: [0, 0, 0, 0, 1, 2, 1].map((posts, i) => ({ day: day(6 - i), posts })),
  });
});

it('counts only posts that may be suggested to anybody', async () => {
  const [, , , closed] = everybody;
  await gives(ann, 'shown');
  await gives(ann, 'for followers', { visibility: 'followers' });
  await gives(ann, 'for nobody', { visibility: 'private' });
  await gives(ann, 'begun', { status: 'draft' });
  await gives(ann, 'warned of', { contentWarning: 'Spiders' });
  await gives(ann, 'sensitive', { sensitive: true });
  await gives(closed, 'of a private profile');
  await gives(cho, 'of somebody suspended');
  const { shy } = await people(app, 'shy');
  await gives(shy, 'of somebody who left discovery');
  const gone = await gives(ann, 'deleted');
  await app.remove(ann!, gone);
  await setsPublic(app, closed!, false);
  await suspends(app, cho!);
  await app.get(ProfileService).edit(shy.viewer, { discoverable: false }, undefined);
  await rank();
  for (const as of [undefined, ...everybody.slice(0, 2)]) {
    expect(await trending('', as)).toEqual(['shown']);
  }
  const rows = await app.sql(`select from tag_trend`);
  expect(rows).toHaveLength(1);
  await setsPublic(app, closed!, true);
  await restores(app, cho!);
});

it('no longer shows what everybody stopped to see, and forgets it with the next ranking', async () => {
  const post = await gives(ann, 'hidden');
  await rank();
  await app.remove(ann!, post);
  await app.settle();
  expect(await trending()).toEqual([]);
  await rank();
  expect(await app.sql(`select from tag_trend`)).toEqual([]);
});

it('says the same whatever happens in private', async () => {
  const [, , , closed] = everybody;
  const third = await person(app, 'third');
  const post = await gives(ann, 'same');
  await gives(bea, 'same');
  await gives(bea, 'other');
  await setsPublic(app, closed!, false);
  const answer = async () => {
    await app.settle();
    await rank();
    const answers = [undefined, third].map((as) => app.read('/tags?sort=trending', as));
    return (await Promise.all(answers)).map(({ body }) => JSON.stringify(body));
  };
  const before = await answer();
  expect(before[0]).toContain('"other"');
  await gives(ann, 'other', { visibility: 'followers' });
  await gives(closed, 'other');
  await likes(app, closed!, post);
  await bookmarks(app, bea!, post);
  await follows(app, closed!, bea!);
  await mutes(app, ann!, bea!);
  await blocks(app, ann!, closed!);
  expect(await answer()).toEqual(before);
  await setsPublic(app, closed!, true);
});

it('has those of one rank in one order, and all of them on its pages, each once', async () => {
  for (let i = 0; i < 7; i += 1) {
    await gives(ann, `equal ${i}`);
  }
  await app.sql(`update post set published_at = now()`);
  await rank();
  const order = await trending();
  expect(new Set(order).size).toBe(7);
  await rank();
  expect(await trending()).toEqual(order);
  expect((await app.items('/tags?sort=trending&limit=3')).map(({ name }) => name)).toEqual(order);
});

it('finds by how a tag begins', async () => {
  for (const tag of ['Sunset', 'sunrise', 's_n']) {
    await gives(ann, tag);
  }
  await rank();
  expect((await trending('&prefix=SUN')).toSorted()).toEqual(['Sunset', 'sunrise']);
  expect(await trending('&prefix=s_')).toEqual(['s_n']);
});

it('refuses the cursor of another order', async () => {
  await gives(ann, 'first');
  await gives(ann, 'second');
  await rank();
  const { body } = await app.read('/tags?sort=trending&limit=1');
  const other = await app.read(`/tags?sort=name&cursor=${body.nextCursor}`);
  expect(other.body.code).toBe('invalid-cursor');
});

it('ranks only once when two workers do at a time', async () => {
  await gives(ann, 'twice');
  await Promise.all([rank(), rank(), rank()]);
  expect(await trending()).toEqual(['twice']);
});
