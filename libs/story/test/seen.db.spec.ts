import { sql, UnitOfWork } from '#libs/database';
import { isAwaited } from '#libs/testing';
import { suspends } from '#libs/testing/accounts';
import { blocks, follows, unfollows } from '#libs/testing/graph';
import { crowd, people, type Person } from '#libs/testing/people';
import { shares } from '#libs/testing/stories';
import { openStage, refusal, type StoryStage } from './story-stage.js';

let app: StoryStage;
let alice: Person;
let bob: Person;
let carol: Person;
let story: string;

beforeAll(async () => {
  app = await openStage();
});
beforeEach(async () => {
  ({ alice, bob, carol } = await people(app, 'alice', 'bob', 'carol'));
  await follows(app, bob, alice);
  await follows(app, carol, alice);
  story = await shares(app, alice);
});
afterAll(() => app.close());

const see = (as: Person, id = story) => app.ask('PUT', `stories/${id}/seen`, as);
const viewers = async (): Promise<string[]> =>
  (await app.ask('GET', `stories/${story}/viewers`, alice)).body.items.map(
    ({ nickname }: Person) => nickname,
  );
const viewCount = async (as = alice) =>
  (await app.ask('GET', `stories/${story}`, as)).body.viewCount;

it('is told to the author, the last one first, and the count is the length of the list', async () => {
  expect((await see(bob)).status).toBe(204);
  await see(carol);
  await see(bob);
  expect(await viewers()).toEqual([carol.nickname, bob.nickname]);
  expect([await viewCount(), await viewCount(bob)]).toEqual([2, null]);
  const [card] = (await app.ask('GET', `stories/${story}/viewers`, alice)).body.items;
  expect(card).toMatchObject({ id: carol.id, viewer: { followedBy: true } });
});

it('is once for each person, however often at once', async () => {
  const many = await crowd(app, 5);
  await Promise.all(many.map((person) => follows(app, person, alice)));
  const answers = await Promise.all([...many, ...many, ...many, bob, bob].map((who) => see(who)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]));
  expect(new Set(await viewers()).size).toBe(6);
  expect(await viewCount()).toBe(6);
  expect(await app.sql(`select from story_view where story_id = $1`, [story])).toHaveLength(6);
});

it('is nothing of an own story, and not done by reading', async () => {
  expect((await see(alice)).status).toBe(204);
  await app.ask('GET', `stories/${story}`, bob);
  await app.ask('GET', 'feeds/stories', bob);
  expect([await viewers(), await viewCount()]).toEqual([[], 0]);
});

it('is done by those who may see the story, and told to nobody but its author', async () => {
  const { dave } = await people(app, 'dave');
  expect(refusal(await see(dave))).toEqual([404, 'not-found']);
  const list = `stories/${story}/viewers`;
  expect(refusal(await app.ask('GET', list, bob))).toEqual([403, 'forbidden']);
  expect(refusal(await app.ask('GET', list, dave))).toEqual([404, 'not-found']);
  await unfollows(app, bob, alice);
  expect(refusal(await see(bob))).toEqual([404, 'not-found']);
});

it('counts whom the list shows: nobody inactive, nobody across a block', async () => {
  await see(bob);
  await see(carol);
  await suspends(app, bob);
  expect([await viewers(), await viewCount()]).toEqual([[carol.nickname], 1]);
  await blocks(app, carol, alice);
  expect([await viewers(), await viewCount()]).toEqual([[], 0]);
});

it('is refused for who comes while the story goes for good', async () => {
  const answers: unknown[] = [];
  const awaited = await isAwaited(
    app,
    () => app.get(UnitOfWork).execute(sql`delete from story where id = ${story}`),
    async () => answers.push(refusal(await see(bob))),
  );
  expect(awaited).toBe(true);
  expect(answers).toEqual([[404, 'not-found']]);
});

it('is nothing when the story goes in the same moment', async () => {
  const stories = await Promise.all([1, 2, 3, 4].map(() => shares(app, alice)));
  const answers = await Promise.all(
    stories.flatMap((id) => [
      see(bob, id),
      app.sql(`delete from story where id = $1`, [id]).then(() => ({ status: 404 })),
      see(carol, id),
    ]),
  );
  expect(answers.filter(({ status }) => status !== 204 && status !== 404)).toEqual([]);
  expect(
    await app.sql(`select from story_view where story_id = any ($1::bigint[])`, [stories]),
  ).toEqual([]);
});
