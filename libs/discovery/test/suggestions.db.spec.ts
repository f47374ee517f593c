import { register } from 'prom-client';
import { suspends } from '#libs/testing/accounts';
import { accepts, blocks, follows, mutes, unfollows } from '#libs/testing/graph';
import { crowd, people, type Person, setsPublic } from '#libs/testing/people';
import { ProfileService } from '#libs/user';
import { DiscoveryPersonalDataService } from '../src/leaving/discovery-personal-data.service.js';
import { NeighboursJobs } from '../src/neighbours/neighbours.jobs.js';
import { RANKED } from '../src/suggestions/suggestion.js';
import { SuggestionsJobs } from '../src/suggestions/suggestions.jobs.js';
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

const followsAll = async (who: Person, ...those: readonly Person[]): Promise<void> => {
  for (const person of those) {
    await follows(app, who, person);
  }
};

/** Five people whom I follow, and somebody who follows one of them and all of these. */
async function settles(...others: readonly Person[]): Promise<{ hubs: Person[]; fan: Person }> {
  const hubs = await crowd(app, 5);
  await followsAll(me, ...hubs);
  const { fan } = await people(app, 'fan');
  await followsAll(fan, hubs[0]!, ...others);
  await app.computes();
  return { hubs, fan };
}

const nicknames = (items: { user: Person }[]): string[] => items.map(({ user }) => user.nickname);

describe('for somebody who follows enough people', () => {
  it('are those who are followed together with them, the nearest first, and two popular ones', async () => {
    const { near, far, star, other } = await people(app, 'near', 'far', 'star', 'other');
    const { hubs } = await settles(near, far);
    const { fan } = await people(app, 'fan');
    await followsAll(fan, hubs[1]!, near);
    for (const one of await crowd(app, 3)) {
      await followsAll(one, star);
    }
    await followsAll(fan, other);
    await app.computes();
    const { items } = await app.suggestions(me);
    expect(nicknames(items).slice(0, 3)).toEqual([near.nickname, other.nickname, far.nickname]);
    expect(items).toHaveLength(5);
    expect(items[3]).toMatchObject({ user: { id: star.id }, reason: { kind: 'popular' } });
    expect(items[4].reason.kind).toBe('popular');
  });

  // Who has fewer of the two is asked: the followers of the person, or the people whom I follow.
  it.each([
    ['few', 0],
    ['many', 12],
  ])(
    'tell whom I follow among their %s followers, how many, three of them by name',
    async (_, more) => {
      const { near } = await people(app, 'near');
      for (const one of await crowd(app, more)) {
        await follows(app, one, near);
      }
      const { hubs, fan } = await settles(near);
      await follows(app, hubs[0]!, fan);
      const { shy, gone, foe } = await people(app, 'shy', 'gone', 'foe');
      await followsAll(me, shy, gone, foe);
      for (const person of [...hubs.slice(1), shy, gone, foe]) {
        await followsAll(person, near);
      }
      await setsPublic(app, shy, false);
      await suspends(app, gone);
      await blocks(app, foe, me);
      const [first] = (await app.suggestions(me)).items;
      expect(first).toMatchObject({
        user: { id: near.id },
        reason: { kind: 'followedBy', tags: [], count: 4 },
      });
      expect(first.reason.users).toEqual(
        [hubs[4], hubs[3], hubs[2]].map((hub) => ({
          id: hub!.id,
          nickname: hub!.nickname,
          fullName: hub!.fullName,
          imageUrl: null,
        })),
      );
    },
  );

  it('tell else to whom they are similar', async () => {
    const { near } = await people(app, 'near');
    const { hubs } = await settles(near);
    const [first] = (await app.suggestions(me)).items;
    expect(first).toMatchObject({
      user: { id: near.id, viewer: { following: false } },
      reason: { kind: 'similarTo', users: [{ id: hubs[0]!.id }], count: 1 },
    });
    await setsPublic(app, hubs[0]!, false);
    const [again] = (await app.suggestions(me)).items;
    expect(again?.reason.users ?? []).not.toContainEqual(
      expect.objectContaining({ id: hubs[0]!.id }),
    );
  });
});

describe('for somebody who follows few', () => {
  const knows = (person: Person, skills: string[], region: string | null) =>
    app.get(ProfileService).edit(person.viewer, { skills, region }, undefined);

  it('are people with the same skills, then of the same region, then popular ones', async () => {
    const { both, one, near, star, plain } = await people(
      app,
      'both',
      'one',
      'near',
      'star',
      'plain',
    );
    await knows(me, ['Piano', 'Climbing', 'Go'], '서울 마포구');
    await knows(both, ['go', 'CLIMBING', 'Chess'], null);
    await knows(one, ['piano'], null);
    await knows(near, [], '서울 마포구');
    await followsAll(plain, star);
    await app.computes();
    const { items } = await app.suggestions(me);
    expect(
      items.map(({ user, reason }: { user: Person; reason: object }) => [user.nickname, reason]),
    ).toEqual([
      [both.nickname, { kind: 'sharedSkills', users: [], tags: ['go', 'CLIMBING'], count: 2 }],
      [one.nickname, { kind: 'sharedSkills', users: [], tags: ['piano'], count: 1 }],
      [near.nickname, { kind: 'sameRegion', users: [], tags: [], count: 0 }],
      [star.nickname, { kind: 'popular', users: [], tags: [], count: 0 }],
      [plain.nickname, { kind: 'popular', users: [], tags: [], count: 0 }],
    ]);
  });

  it('are the same for an hour where many people are, unless I edit my profile', async () => {
    await crowd(app, RANKED + 2);
    const first = async () => nicknames((await app.suggestions(me)).items)[0];
    await first();
    const { star, fan } = await people(app, 'star', 'fan');
    await followsAll(fan, star);
    await app.settle();
    await app.get(NeighboursJobs).refresh();
    expect(await first()).not.toBe(star.nickname);
    await knows(me, ['Piano'], null);
    expect(await first()).toBe(star.nickname);
  });

  it('are never none in a community of ten', async () => {
    const others = await crowd(app, 9);
    const { items } = await app.suggestions(me);
    expect(nicknames(items).sort()).toEqual(others.map(({ nickname }) => nickname).sort());
    await followsAll(me, ...others.slice(0, 8));
    await app.computes();
    expect(nicknames((await app.suggestions(me)).items)).toEqual([others[8]!.nickname]);
    expect((await app.suggestions(others[0]!)).items).not.toEqual([]);
  });
});

describe('in pages', () => {
  it('repeat and skip nobody, whomever I follow meanwhile', async () => {
    const others = await crowd(app, 12);
    const { items: all } = await app.suggestions(me, '?limit=100');
    const seen: string[] = [];
    let query = '?limit=5';
    for (;;) {
      const page = await app.suggestions(me, query);
      seen.push(...nicknames(page.items));
      if (page.nextCursor === null) {
        break;
      }
      for (const { user } of page.items) {
        await follows(app, me, user);
      }
      await app.computes();
      query = `?limit=5&cursor=${page.nextCursor}`;
    }
    expect(seen).toEqual(nicknames(all));
    expect(seen).toHaveLength(others.length);
  });

  it('leave out at once who may not be suggested any more', async () => {
    await crowd(app, 6);
    const { items: all } = await app.suggestions(me);
    const [, , third, fourth, fifth, sixth] = all.map(({ user }: { user: Person }) => user);
    const { nextCursor } = await app.suggestions(me, '?limit=2');
    await mutes(app, me, third);
    await blocks(app, me, fourth);
    await suspends(app, fifth);
    const { items } = await app.suggestions(me, `?limit=2&cursor=${nextCursor}`);
    expect(nicknames(items)).toEqual([sixth.nickname]);
  });

  const outcomeOf = async (who: Person, cursor: string) => {
    const { status, body } = await app.asks(who, `?limit=1&cursor=${cursor}`);
    return [status, body.code];
  };

  it('are for two hours, and for who began them', async () => {
    const others = await crowd(app, 3);
    const { nextCursor } = await app.suggestions(me, '?limit=1');
    expect(await outcomeOf(others[0]!, nextCursor)).toEqual([400, 'invalid-cursor']);
    const late = await app.rankingsAge(119, nextCursor);
    await app.get(SuggestionsJobs).removeOld();
    expect(await outcomeOf(me, late)).toEqual([200, undefined]);
    const tooLate = await app.rankingsAge(1, late);
    expect(await outcomeOf(me, tooLate)).toEqual([400, 'invalid-cursor']);
    await app.get(SuggestionsJobs).removeOld();
    expect(await app.sql(`select from suggestion_ranking`)).toEqual([]);
  });
});

it('of the same people are kept once a minute', async () => {
  await crowd(app, 3);
  await app.suggestions(me);
  await app.suggestions(me, '?limit=1');
  const kept = () => app.sql(`select from suggestion_ranking where person_id = $1`, [me.id]);
  expect(await kept()).toHaveLength(1);
  await crowd(app, 1);
  await app.suggestions(me);
  expect(await kept()).toHaveLength(2);
});

it('are counted by their reasons', async () => {
  const counted = async (): Promise<number> => {
    const found = await register.getSingleMetric('discovery_suggestions_total')?.get();
    return found?.values.find(({ labels }) => labels['reason'] === 'popular')?.value ?? 0;
  };
  await crowd(app, 3);
  const before = await counted();
  await app.suggestions(me);
  expect((await counted()) - before).toBe(3);
});

it('are erased with the person, and keep their places without', async () => {
  const others = await crowd(app, 4);
  const { items } = await app.suggestions(me, '?limit=1');
  await app.suggestions(others[0]!);
  const { nextCursor } = await app.suggestions(me, '?limit=1');
  const gone = others.find(({ id }) => id !== items[0].user.id)!;
  await suspends(app, gone);
  await app.get(DiscoveryPersonalDataService).erase(gone.id);
  const rows = await app.sql(
    `select from suggestion_ranking where person_id = $1 or $1 = any (user_ids)`,
    [gone.id],
  );
  expect(rows).toEqual([]);
  const rest = await app.suggestions(me, `?cursor=${nextCursor}`);
  expect(rest.items).toHaveLength(2);
});

it('follow what I do on the next read', async () => {
  const { alice } = await people(app, 'alice');
  const shown = async () => nicknames((await app.suggestions(me)).items);
  expect(await shown()).toEqual([alice.nickname]);
  await follows(app, me, alice);
  expect(await shown()).toEqual([]);
  await unfollows(app, me, alice);
  expect(await shown()).toEqual([alice.nickname]);
  await setsPublic(app, alice, false);
  await follows(app, me, alice);
  await accepts(app, alice, me);
  expect(await shown()).toEqual([]);
});
