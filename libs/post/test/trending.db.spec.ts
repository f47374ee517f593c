import type { PostId } from '#libs/post';
import { restores, suspends } from '#libs/testing/accounts';
import { crowd, type Person, setsPublic } from '#libs/testing/people';
import { likes, publishes } from '#libs/testing/posts';
import { TrendsJobs } from '../src/trending/trends.jobs.js';
import { type PostStage, postStage } from './stage.js';

let app: PostStage;
let everybody: Person[];

beforeAll(async () => {
  app = await postStage();
  everybody = await crowd(app, 5);
});
beforeEach(() => app.sql(`truncate post, post_like, post_trend cascade`));
afterAll(() => app.close());

const trending = async (query = '') => await app.ids(`/posts?sort=trending&limit=1${query}`);
const publish = (body = 'A post') => publishes(app, everybody[0]!, { body });
const rank = () => app.get(TrendsJobs).rank();

async function like(id: PostId, people: number): Promise<void> {
  for (const one of everybody.slice(0, people)) {
    await likes(app, one, id);
  }
}

it('puts what is liked first, then everything else', async () => {
  const posts = [await publish(), await publish(), await publish(), await publish()];
  const [quiet, liked, more, silent] = posts as [PostId, PostId, PostId, PostId];
  await like(liked, 2);
  await like(more, 3);
  expect(await trending()).toEqual(posts.toReversed());
  await rank();
  expect(await trending()).toEqual([more, liked, silent, quiet]);
});

it('counts half of what is a day old, and nothing after a week', async () => {
  const [old, young, older] = [await publish(), await publish(), await publish()];
  await like(old, 3);
  await like(young, 2);
  await like(older, 5);
  const age = (id: PostId, hours: number) =>
    app.sql(
      `
      update post_like
      set created_at = created_at - make_interval(hours => $2::integer),
        position = position - (($2::bigint * 3600000) << 20)
      where post_id = $1`,
      [id, hours],
    );
  await age(old, 24);
  await age(older, 24 * 7 + 1);
  await rank();
  expect(await trending()).toEqual([young, old, older]);
  expect(await app.sql(`select from post_trend`)).toHaveLength(2);
});

it('counts acts of active people only, and forgets what calms down', async () => {
  const [first, second] = [await publish(), await publish()];
  await likes(app, everybody[4]!, first);
  await rank();
  expect(await trending()).toEqual([first, second]);
  await suspends(app, everybody[4]!);
  await rank();
  expect(await app.sql(`select from post_trend`)).toEqual([]);
  await restores(app, everybody[4]!);
});

it('shows at once that a post is hidden', async () => {
  const [first, second] = [await publish(), await publish()];
  await like(first, 1);
  await rank();
  await app.remove(everybody[0]!, first);
  expect(await trending()).toEqual([second]);
});

it('ranks only what everyone may see', async () => {
  const [first, second] = [await publish(), await publish()];
  await like(first, 2);
  await like(second, 1);
  await setsPublic(app, everybody[0]!, false);
  await rank();
  expect(await app.sql(`select from post_trend`)).toEqual([]);
  await setsPublic(app, everybody[0]!, true);
  await rank();
  expect(await trending()).toEqual([first, second]);
});
