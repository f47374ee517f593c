import { idsOf } from '#libs/testing';
import { follows } from '#libs/testing/graph';
import { crowd, people, type Person } from '#libs/testing/people';
import { publishes } from '#libs/testing/posts';
import { NEVER_SUGGESTED } from './never-suggested.js';
import { type DiscoveryStage, discoveryStage } from './stage.js';

let app: DiscoveryStage;
/** Follows enough people. */
let settled: Person;
/** Follows nobody. */
let newcomer: Person;
/** Somebody whom `settled` follows. */
let hub: Person;
/** Somebody who is in every list. */
let them: Person;

beforeAll(async () => {
  app = await discoveryStage();
});
beforeEach(async () => {
  await app.empties();
  ({ settled, newcomer, them } = await people(app, 'settled', 'newcomer', 'them'));
  const [fan, ...hubs] = await crowd(app, 6);
  hub = hubs[0]!;
  for (const one of hubs) {
    await follows(app, settled, one);
  }
  for (const one of [hub, them]) {
    await follows(app, fan!, one);
  }
  await publishes(app, them);
  await app.computes();
});
afterAll(() => app.close());

/** Lists of suggestions: who reads them, and where. A list more is a row more. */
const LISTS = [
  {
    list: 'suggestions for who follows enough people',
    reader: () => settled,
    path: () => '/me/suggestions/users',
  },
  {
    list: 'suggestions for who follows few people',
    reader: () => newcomer,
    path: () => '/me/suggestions/users',
  },
  {
    list: 'similar people',
    reader: () => settled,
    path: () => `/users/${hub.id}/similar`,
  },
  {
    list: 'recommended posts for who follows people',
    reader: () => settled,
    path: () => '/feeds/recommended',
  },
  {
    list: 'recommended posts for who follows nobody',
    reader: () => newcomer,
    path: () => '/feeds/recommended',
  },
] as const;

/** Whether `them` are in a list: as a person, in a suggestion, or as an author. */
const holdsThem = async ({ reader, path }: (typeof LISTS)[number]): Promise<boolean> => {
  const url = `/v1${path()}?limit=100`;
  const { status, body } = await app.request({ method: 'GET', url, as: reader() });
  expect(status).toBe(200);
  return body.items.some(
    ({ user, author, id }: { user?: Person; author?: Person; id?: string }) =>
      (user?.id ?? author?.id ?? id) === them.id,
  );
};

describe.each(LISTS)('$list', (list) => {
  it('hold who may be suggested', async () => {
    expect(await holdsThem(list)).toBe(true);
  });

  it.each(NEVER_SUGGESTED)('hold nobody of whom it is true: $why', async ({ happens }) => {
    await happens(app, list.reader(), them);
    expect(await holdsThem(list)).toBe(false);
  });
});

it('nobody is suggested to themselves', async () => {
  const url = `/v1/users/${hub.id}/similar`;
  const { body } = await app.request({ method: 'GET', url, as: them });
  expect(idsOf(body)).not.toContain(them.id);
  const { items } = await app.suggestions(newcomer);
  expect(items.map(({ user }: { user: Person }) => user.id)).not.toContain(newcomer.id);
});
