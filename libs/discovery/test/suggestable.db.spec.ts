import { sql, SqlReader } from '#libs/database';
import { DiscoveryModule } from '#libs/discovery';
import { PostModule } from '#libs/post';
import { type TestApp, testApp } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { blocks, follows, unblocks, unfollows } from '#libs/testing/graph';
import { people, type Person, setsPublic } from '#libs/testing/people';
import { publishes, reposts } from '#libs/testing/posts';
import { suggestable } from '../src/eligibility/suggestable.sql.js';
import { daysPass, NEVER_SUGGESTED } from './never-suggested.js';

let app: TestApp;
let me: Person, alice: Person, bob: Person;

beforeAll(async () => {
  app = await testApp({ modules: [DiscoveryModule, PostModule] });
});
beforeEach(async () => {
  ({ me, alice, bob } = await people(app, 'me', 'alice', 'bob'));
});
afterAll(() => app.close());

const isSuggestable = async (viewer: string, { id }: Person): Promise<boolean | undefined> => {
  const [viewerId, userId] = [sql`${viewer}::bigint`, sql`${id}::bigint`];
  const row = await app
    .get(SqlReader)
    .one<{ may: boolean }>(sql`select ${suggestable(viewerId, userId)} as may`);
  return row?.may;
};

it('is whoever is public, and nobody to the viewer yet', async () => {
  expect(await isSuggestable(me.id, alice)).toBe(true);
  expect(await isSuggestable('0', alice)).toBe(true);
  expect(await isSuggestable(me.id, me)).toBe(false);
});

it.each(NEVER_SUGGESTED)('is not who may not be suggested: $why', async ({ happens }) => {
  await happens(app, me, alice);
  expect(await isSuggestable(me.id, alice)).toBe(false);
  expect(await isSuggestable(me.id, bob)).toBe(true);
});

it('is who may be again', async () => {
  await follows(app, me, alice);
  await unfollows(app, me, alice);
  await blocks(app, me, alice);
  await unblocks(app, me, alice);
  await suspends(app, alice);
  await restores(app, alice);
  await setsPublic(app, alice, false);
  await setsPublic(app, alice, true);
  expect(await isSuggestable(me.id, alice)).toBe(true);
});

describe('a sign of life', () => {
  beforeEach(() => daysPass(app, alice, 91));

  it('is a post that everybody can see', async () => {
    await publishes(app, alice, { visibility: 'followers' });
    await publishes(app, alice, { status: 'draft' });
    expect(await isSuggestable(me.id, alice)).toBe(false);
    await publishes(app, alice);
    expect(await isSuggestable(me.id, alice)).toBe(true);
    await daysPass(app, alice, 89);
    expect(await isSuggestable(me.id, alice)).toBe(true);
    await daysPass(app, alice, 2);
    expect(await isSuggestable(me.id, alice)).toBe(false);
  });

  it('is a repost of what everybody can see', async () => {
    await reposts(app, alice, await publishes(app, bob));
    expect(await isSuggestable(me.id, alice)).toBe(true);
    await setsPublic(app, bob, false);
    expect(await isSuggestable(me.id, alice)).toBe(false);
  });
});
