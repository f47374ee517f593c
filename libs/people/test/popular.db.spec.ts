import { type TestHttp, testHttp } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { blocks, follows, unfollows } from '#libs/testing/graph';
import { crowd, type Person, setsPublic } from '#libs/testing/people';
import { ProfileService } from '#libs/user';
import { PeopleModule } from '../src/people.module.js';
import { PersonTrendJobs } from '../src/popular/person-trend.jobs.js';

/** Oldest first. */
let everybody: Person[];
let app: TestHttp;

beforeAll(async () => {
  app = await testHttp({ modules: [PeopleModule] });
  everybody = await crowd(app, 6);
});
beforeEach(() => app.sql(`truncate follow, follow_request, person_trend`));
afterAll(() => app.close());

const rank = () => app.get(PersonTrendJobs).rank();
const ranked = () => app.sql(`select from person_trend`).then((rows) => rows.length);
const namesOf = (...who: number[]) => who.map((index) => everybody[index]!.id);

/** Ids of the whole list, page by page. */
async function popular(query = '', as?: Person): Promise<string[]> {
  const ids: string[] = [];
  let cursor = '';
  do {
    const { body } = await app.request({
      method: 'GET',
      url: `/v1/users?sort=popular&limit=1${query}${cursor}`,
      ...(as && { as }),
    });
    ids.push(...body.items.map(({ id }: { id: string }) => id));
    cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
  } while (cursor !== '');
  return ids;
}

const takesPart = ({ viewer }: Person, discoverable: boolean) =>
  app.get(ProfileService).edit(viewer, { discoverable }, undefined);

/** So many of the crowd, from its end, follow one of its beginning. */
async function followedBy(index: number, count: number): Promise<void> {
  for (const follower of everybody.toReversed().slice(0, count)) {
    await follows(app, follower, everybody[index]!);
  }
}

it('puts those who gained most followers first, then everybody else, newest first', async () => {
  await followedBy(1, 2);
  await followedBy(2, 3);
  expect(await popular()).toEqual(namesOf(5, 4, 3, 2, 1, 0));
  await rank();
  expect(await popular()).toEqual(namesOf(2, 1, 5, 4, 3, 0));
  await unfollows(app, everybody[5]!, everybody[2]!);
  await unfollows(app, everybody[4]!, everybody[2]!);
  await rank();
  expect(await popular()).toEqual(namesOf(1, 2, 5, 4, 3, 0));
});

it('counts half of what is four days old, and nothing after thirty', async () => {
  await followedBy(0, 4);
  await followedBy(1, 3);
  await followedBy(2, 1);
  const age = (index: number, days: number) =>
    app.sql(
      `
      update follow
      set created_at = created_at - make_interval(days => $2::integer),
        position = position - (($2::bigint * 86400000) << 20)
      where followee_id = $1`,
      [everybody[index]!.id, days],
    );
  await age(0, 31);
  await age(1, 8);
  await rank();
  expect(await popular()).toEqual(namesOf(2, 1, 5, 4, 3, 0));
  expect(await ranked()).toBe(2);
});

it('counts follows between active people with public profiles who take part in discovery only', async () => {
  await followedBy(0, 1);
  await rank();
  expect(await ranked()).toBe(1);
  await setsPublic(app, everybody[5]!, false);
  await rank();
  expect(await ranked()).toBe(0);
  await setsPublic(app, everybody[5]!, true);
  await rank();
  expect(await ranked()).toBe(1);
  await takesPart(everybody[5]!, false);
  await rank();
  expect(await ranked()).toBe(0);
  await takesPart(everybody[5]!, true);
  await suspends(app, everybody[5]!);
  await rank();
  expect(await ranked()).toBe(0);
  await restores(app, everybody[5]!);
});

it('lists whoever closes the profile or leaves discovery like all others at once, and nobody who is suspended', async () => {
  await followedBy(0, 2);
  await followedBy(1, 1);
  await rank();
  const [leaver] = everybody as [Person];
  const closed = { method: 'PATCH', url: '/v1/me/profile', as: leaver } as const;
  expect((await app.request({ ...closed, body: { isPublic: false } })).status).toBe(200);
  expect(await popular()).toEqual(namesOf(1, 5, 4, 3, 2, 0));
  await rank();
  expect(await popular()).toEqual(namesOf(1, 5, 4, 3, 2, 0));
  await setsPublic(app, everybody[0]!, true);
  await rank();
  await takesPart(leaver, false);
  expect(await popular()).toEqual(namesOf(1, 5, 4, 3, 2, 0));
  await takesPart(leaver, true);
  await suspends(app, everybody[1]!);
  expect(await popular()).toEqual(namesOf(5, 4, 3, 2, 0));
  await restores(app, everybody[1]!);
});

it('narrows the ranking and the rest by the same filters', async () => {
  await followedBy(0, 2);
  await followedBy(1, 1);
  await rank();
  const [first, second, third] = everybody as [Person, Person, Person];
  expect(await popular(`&nickname=${second.nickname}`)).toEqual([second.id]);
  expect(await popular(`&q=${third.nickname}`)).toEqual([third.id]);
  expect(await popular('&excludeMe=true', first)).toEqual(namesOf(1, 5, 4, 3, 2));
  await blocks(app, third, first);
  expect(await popular('', third)).toEqual(namesOf(1, 5, 4, 3, 2));
  await app.sql(`delete from block`);
});
