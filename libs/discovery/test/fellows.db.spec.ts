import { blocks, follows, mutes, unblocks, unfollows, unmutes } from '#libs/testing/graph';
import { crowd, people, type Person, setsPublic } from '#libs/testing/people';
import { type DiscoveryStage, discoveryStage } from './stage.js';

let app: DiscoveryStage;
let me: Person;
/** Five people whom I follow. */
let hubs: Person[];

beforeAll(async () => {
  app = await discoveryStage();
});
beforeEach(async () => {
  await app.empties();
  ({ me } = await people(app, 'me'));
  hubs = await crowd(app, 5);
  for (const hub of hubs) {
    await follows(app, me, hub);
  }
});
afterAll(() => app.close());

/** Somebody new follows so many of those whom I follow, and all of these. */
const fellow = async (inCommon: number, ...others: readonly Person[]): Promise<Person> => {
  const { fellow } = await people(app, 'fellow');
  for (const person of [...hubs.slice(0, inCommon), ...others]) {
    await follows(app, fellow, person);
  }
  return fellow;
};

const suggested = async (): Promise<string[]> =>
  (await app.suggestions(me)).items.map(({ user }: { user: Person }) => user.nickname);

const first = async (): Promise<string | undefined> => (await suggested())[0];

describe('whom others follow who follow the same people as I', () => {
  it('comes first when they have more in common with me', async () => {
    const { near, far } = await people(app, 'near', 'far');
    await fellow(1, far);
    await fellow(3, near);
    await app.computes();
    expect((await suggested()).slice(0, 2)).toEqual([near.nickname, far.nickname]);
  });

  it('comes first when they have something in common that few have', async () => {
    const { near, far } = await people(app, 'near', 'far');
    const [rare, known] = hubs;
    for (const fan of await crowd(app, 8)) {
      await follows(app, fan, known!);
    }
    const { one, other } = await people(app, 'one', 'other');
    for (const [who, shared, whom] of [
      [one, rare, near],
      [other, known, far],
    ] as const) {
      await follows(app, who, shared!);
      await follows(app, who, whom);
    }
    await app.computes();
    expect((await suggested()).slice(0, 2)).toEqual([near.nickname, far.nickname]);
  });

  it('comes later when they follow everybody', async () => {
    const { near, far } = await people(app, 'near', 'far');
    const many = await crowd(app, 12);
    await fellow(2, near);
    await fellow(2, ...many, far);
    await app.computes();
    expect(await first()).toBe(near.nickname);
  });

  it('is not found through a follow of which one end is private', async () => {
    const { near, far } = await people(app, 'near', 'far');
    const shy = await fellow(5, near);
    await fellow(1, far);
    await setsPublic(app, shy, false);
    await app.computes();
    expect(await first()).toBe(far.nickname);
  });

  it('is found however many private people they follow', async () => {
    const { near, far } = await people(app, 'near', 'far');
    const keen = await fellow(3, near);
    await fellow(1, far);
    for (const shy of await crowd(app, 50)) {
      await follows(app, keen, shy);
      await setsPublic(app, shy, false);
    }
    await app.computes();
    expect(await first()).toBe(near.nickname);
  });

  it('is not found through a private person whom I follow', async () => {
    const { near, far } = await people(app, 'near', 'far');
    await fellow(1, near);
    const [shy, open] = hubs;
    await setsPublic(app, shy!, false);
    const { other } = await people(app, 'other');
    await follows(app, other, open!);
    await follows(app, other, far);
    await app.computes();
    expect(await first()).toBe(far.nickname);
  });
});

describe('a ranking', () => {
  const rankings = () =>
    app.sql<{ generation: string }>(
      `select generation from suggestion_ranking where person_id = $1 order by generation`,
      [me.id],
    );

  beforeEach(async () => {
    const others = await crowd(app, 3);
    await fellow(2, ...others);
    await app.computes();
    await app.suggestions(me);
  });

  it('is made once when nothing changes', async () => {
    await app.suggestions(me);
    await app.suggestions(me, '?limit=1');
    expect(await rankings()).toHaveLength(1);
  });

  it('is made anew after an hour', async () => {
    await app.rankingsAge(59);
    await app.suggestions(me);
    expect(await rankings()).toHaveLength(1);
    await app.rankingsAge(1);
    await app.suggestions(me);
    expect(await rankings()).toHaveLength(2);
  });

  it('is made anew for who follows few, where few people are', async () => {
    const { newcomer } = await people(app, 'newcomer');
    await app.suggestions(newcomer);
    const { latest } = await people(app, 'latest');
    const { items } = await app.suggestions(newcomer);
    expect(items.map(({ user }: { user: Person }) => user.id)).toContain(latest.id);
  });

  const dismissal = (method: 'PUT' | 'DELETE', { id }: Person) =>
    app.request({ method, url: `/v1/me/dismissals/users/${id}`, as: me });

  /** A request that was not answered before the other became public. */
  const asks = async (one: Person): Promise<void> => {
    await setsPublic(app, one, false);
    await follows(app, me, one);
    await setsPublic(app, one, true);
  };

  it.each([
    ['follow', (one: Person) => follows(app, me, one), (one: Person) => unfollows(app, me, one)],
    ['ask', asks, (one: Person) => unfollows(app, me, one)],
    ['mute', (one: Person) => mutes(app, me, one), (one: Person) => unmutes(app, me, one)],
    ['block', (one: Person) => blocks(app, me, one), (one: Person) => unblocks(app, me, one)],
    ['dismiss', (one: Person) => dismissal('PUT', one), (one: Person) => dismissal('DELETE', one)],
  ])('shows at once that I %s somebody, and that I take it back', async (_, does, undoes) => {
    const { items } = await app.suggestions(me);
    const one: Person = items[0].user;
    await does(one);
    await app.sql('truncate suggestion_ranking');
    expect(await suggested()).not.toContain(one.nickname);
    await undoes(one);
    expect(await suggested()).toContain(one.nickname);
  });
});
