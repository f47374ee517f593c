import { idsOf } from '#libs/testing';
import { follows, hidesReposts, mutes, unfollows } from '#libs/testing/graph';
import { people, type Person, setsPublic } from '#libs/testing/people';
import { publishes, reposts } from '#libs/testing/posts';
import { type PeopleListStage, peopleListStage } from './stage.js';

let app: PeopleListStage;
let alice: Person, bob: Person, carol: Person;
let list: string;

beforeAll(async () => {
  app = await peopleListStage();
});
beforeEach(async () => {
  ({ alice, bob, carol } = await people(app, 'alice', 'bob', 'carol'));
  list = await app.lists(alice);
  await app.puts(alice, list, bob);
});
afterAll(() => app.close());

const read = (query = '') =>
  app.request({ method: 'GET', url: `/v1/feeds/lists/${list}${query}`, as: alice });
const feed = async (query = ''): Promise<string[]> => idsOf((await read(query)).body);
/** Posts of all pages. */
const pages = async (limit: number, reposted: string): Promise<string[]> => {
  const seen: string[] = [];
  for (let cursor = ''; cursor !== 'null';) {
    const { body } = await read(`?limit=${limit}${reposted}${cursor && `&cursor=${cursor}`}`);
    seen.push(...idsOf(body));
    cursor = String(body.nextCursor);
  }
  return seen;
};
const home = async (): Promise<string[]> =>
  idsOf((await app.request({ method: 'GET', url: '/v1/feeds/home', as: alice })).body);

it('holds what its people publish, newest first, followed or not', async () => {
  const first = await publishes(app, bob);
  await publishes(app, carol);
  await publishes(app, alice);
  const second = await publishes(app, bob);
  expect(await feed()).toEqual([second, first]);
  await app.puts(alice, list, alice);
  expect(await feed()).toHaveLength(3);
  await app.takes(alice, list, bob);
  expect(await feed()).toHaveLength(1);
});

it('holds what is for followers only of those who are really followed, as home', async () => {
  const open = await publishes(app, bob);
  const closed = await publishes(app, bob, { visibility: 'followers' });
  await publishes(app, bob, { visibility: 'private' });
  await publishes(app, bob, { status: 'draft' });
  expect(await feed()).toEqual([open]);
  await follows(app, alice, bob);
  expect(await feed()).toEqual([closed, open]);
  expect(await home()).toEqual(await feed());
  await unfollows(app, alice, bob);
  await setsPublic(app, bob, false);
  expect(await feed()).toEqual([]);
});

it('holds nothing of whom the owner mutes', async () => {
  await publishes(app, bob);
  await mutes(app, alice, bob);
  expect(await feed()).toEqual([]);
});

it.each(['', '&reposts=true'])('goes page by page, each post once%s', async (reposted) => {
  await app.puts(alice, list, carol);
  const all: string[] = [];
  for (let i = 0; i < 5; i += 1) {
    all.unshift(await publishes(app, i % 2 === 0 ? bob : carol));
  }
  expect(await pages(2, reposted)).toEqual(all);
});

it.each(['', '&reposts=true'])('goes on behind what is not for its owner%s', async (reposted) => {
  const { shy } = await people(app, 'shy');
  await setsPublic(app, shy, false);
  for (const one of [carol, shy]) {
    await app.puts(alice, list, one);
  }
  const bobs = await publishes(app, bob);
  const carols = await publishes(app, carol);
  for (const _ of [1, 2, 3]) {
    await publishes(app, bob, { visibility: 'followers' });
    await publishes(app, shy);
  }
  expect(await pages(1, reposted)).toEqual([carols, bobs]);
});

it('holds what its people repost when asked, and who did', async () => {
  const posted = await publishes(app, carol);
  const own = await publishes(app, bob);
  await reposts(app, bob, posted);
  expect(await feed()).toEqual([own]);
  expect((await read('?reposts=true')).body.items).toMatchObject([
    { id: posted, repostedBy: { id: bob.id } },
    { id: own, repostedBy: null },
  ]);
  await follows(app, alice, bob);
  await hidesReposts(app, alice, bob);
  expect(await feed('?reposts=true')).toEqual([own]);
});

it('has cursors that are good for it alone', async () => {
  await follows(app, alice, bob);
  await publishes(app, bob);
  await publishes(app, bob);
  const { body } = await read('?limit=1');
  const shared = await read('?limit=1&reposts=true');
  for (const url of [
    `/v1/feeds/home?cursor=${body.nextCursor}`,
    `/v1/feeds/lists/${list}?reposts=true&cursor=${body.nextCursor}`,
    `/v1/feeds/lists/${list}?cursor=${shared.body.nextCursor}`,
  ]) {
    const answer = await app.request({ method: 'GET', url, as: alice });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-cursor' } });
  }
});

it('is for the owner of the list alone', async () => {
  await publishes(app, bob);
  const answer = await app.request({ method: 'GET', url: `/v1/feeds/lists/${list}`, as: bob });
  expect(answer.status).toBe(404);
});
