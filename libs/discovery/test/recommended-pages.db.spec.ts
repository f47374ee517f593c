import { UnitOfWork } from '#libs/database';
import { idsOf, isAwaited } from '#libs/testing';
import { blocks, follows, mutes } from '#libs/testing/graph';
import { people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { ProfileService } from '#libs/user';
import { DiscoveryPersonalDataService } from '../src/leaving/discovery-personal-data.service.js';
import { RecommendedJobs } from '../src/recommended/recommended.jobs.js';
import { RecommendedReader } from '../src/recommended/recommended.reader.js';
import { RecommendedRepository } from '../src/recommended/recommended.repository.js';
import { type DiscoveryStage, discoveryStage } from './stage.js';

let app: DiscoveryStage;
let me: Person;

beforeAll(async () => {
  app = await discoveryStage();
});
beforeEach(async () => {
  await app.empties();
  ({ me } = await people(app, 'me'));
});
afterAll(() => app.close());

it('come once: the same cursor gives the same page, another first page what is not seen', async () => {
  await app.written(7);
  const first = await app.recommended(me, '?limit=2');
  const second = await app.recommended(me, `?limit=2&cursor=${first.nextCursor}`);
  const again = await app.recommended(me, `?limit=2&cursor=${first.nextCursor}`);
  expect(idsOf(again)).toEqual(idsOf(second));
  expect(again.nextCursor).toBe(second.nextCursor);
  const anew = await app.recommended(me, '?limit=2');
  const rest = await app.recommended(me, `?cursor=${second.nextCursor}`);
  const all = [first, second, anew, rest].flatMap(idsOf);
  expect(new Set(all).size).toBe(7);
  expect(all).toHaveLength(7);
  expect((await app.recommended(me)).items).toEqual([]);
});

it('are not seen by who asks for the headers only', async () => {
  const posts = await app.written(2);
  const url = '/v1/feeds/recommended?limit=1';
  const head = await app.request({ method: 'HEAD', url, as: me });
  expect(head.status).toBe(200);
  const found = await app.recommended(me);
  expect(idsOf(found).sort()).toEqual(posts.sort());
  const { 'content-length': length } = (await app.request({ method: 'HEAD', url, as: me })).headers;
  expect(length).not.toBe(head.headers['content-length']);
});

it('of one author are ten in a ranking at most, and the rest in the next', async () => {
  const { author } = await people(app, 'author');
  for (let post = 0; post < 12; post += 1) {
    await publishes(app, author);
  }
  const walk = async (cursor = ''): Promise<number> => {
    const { items, nextCursor } = await app.recommended(me, cursor);
    return items.length + (nextCursor === null ? 0 : await walk(`?cursor=${nextCursor}`));
  };
  expect(await walk()).toBe(10);
  expect(await walk()).toBe(2);
});

it('that two rankings deliver in the same moment are of the one that notes them first', async () => {
  const [post] = await app.written(1);
  const work = app.get(UnitOfWork);
  const repository = app.get(RecommendedRepository);
  const reader = app.get(RecommendedReader);
  const viewer = me.id;
  const rank = () => work.run(() => repository.rank(viewer));
  const [first, second] = [await rank(), await rank()];
  const deliver = (generation: typeof first) =>
    repository.deliver({ viewer, generation, after: 0, limit: 20, isSeen: true });
  const late = () => work.run(() => deliver(second));
  expect(await isAwaited(app, () => deliver(first), late)).toBe(true);
  const shown = async (generation: typeof first) =>
    (await reader.posts({ viewer, generation, ids: [post!], isSeen: true })).length;
  expect([await shown(first), await shown(second)]).toEqual([1, 0]);
});

it('of two devices in the same moment share what there is', async () => {
  await app.written(6);
  const both = await Promise.all([1, 2, 3].map(() => app.recommended(me, '?limit=4')));
  const all = both.flatMap(idsOf);
  expect(new Set(all).size).toBe(all.length);
});

it('come again after seven days, and are kept no longer', async () => {
  const [post] = await app.written(1);
  expect(idsOf(await app.recommended(me))).toEqual([post]);
  await app.rankingsAge(7 * 24 * 60 + 119);
  await app.get(RecommendedJobs).removeSeen();
  expect((await app.recommended(me)).items).toEqual([]);
  await app.rankingsAge(2);
  expect(idsOf(await app.recommended(me))).toEqual([post]);
  await app.rankingsAge(7 * 24 * 60 + 121);
  await app.get(RecommendedJobs).removeSeen();
  expect(await app.rowsOf('recommended_seen', me)).toBe(0);
});

it('are for two hours, and for who began them', async () => {
  await app.written(3);
  const { other } = await people(app, 'other');
  const { nextCursor } = await app.recommended(me, '?limit=1');
  const outcomeOf = async (who: Person, cursor: string) => {
    const { status, body } = await app.asksRecommended(who, `?limit=1&cursor=${cursor}`);
    return [status, body.code];
  };
  expect(await outcomeOf(other, nextCursor!)).toEqual([400, 'invalid-cursor']);
  const late = await app.rankingsAge(119, nextCursor!);
  await app.get(RecommendedJobs).removeOld();
  expect(await outcomeOf(me, late)).toEqual([200, undefined]);
  const tooLate = await app.rankingsAge(1, late);
  expect(await outcomeOf(me, tooLate)).toEqual([400, 'invalid-cursor']);
  await app.get(RecommendedJobs).removeOld();
  expect(await app.rowsOf('recommended_ranking', me)).toBe(0);
});

it('leave out at once what may not be recommended any more', async () => {
  const posts = await app.written(6);
  const first = await app.recommended(me, '?limit=1');
  const authors = await app.sql<{ id: string; authorId: string }>(
    `select id, author_id as "authorId" from post where id = any ($1::bigint[])`,
    [posts.filter((id) => id !== first.items[0]!.id)],
  );
  const [muted, blocked, followed, silent, left] = authors.map(({ authorId }) => {
    const userId = authorId as Person['id'];
    return { id: userId, viewer: { ...me.viewer, userId } } as Person;
  });
  await mutes(app, me, muted!);
  await blocks(app, blocked!, me);
  await follows(app, me, followed!);
  await app.get(ProfileService).edit(silent!.viewer, { discoverable: false }, undefined);
  const rest = await app.recommended(me, `?cursor=${first.nextCursor}`);
  expect(rest.items.map(({ author }) => author.id)).toEqual([left!.id]);
});

it('are erased with the person', async () => {
  await app.written(2);
  await app.recommended(me);
  await app.get(DiscoveryPersonalDataService).erase(me.id);
  expect(await app.rowsOf('recommended_seen', me)).toBe(0);
  expect(await app.rowsOf('recommended_ranking', me)).toBe(0);
});
