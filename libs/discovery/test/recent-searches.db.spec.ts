import { DiscoveryModule } from '#libs/discovery';
import { type TestHttp, testHttp } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { blocks, unblocks } from '#libs/testing/graph';
import { people, type Person } from '#libs/testing/people';

let app: TestHttp;
let alice: Person, bob: Person;

beforeAll(async () => {
  app = await testHttp({ modules: [DiscoveryModule] });
});
beforeEach(async () => {
  ({ alice, bob } = await people(app, 'alice', 'bob'));
});
afterAll(() => app.close());

const url = '/v1/me/recent-searches';
const remember = (as: Person, body: object) => app.request({ method: 'PUT', url, as, body });
const forget = (as: Person, id = '') =>
  app.request({ method: 'DELETE', url: id === '' ? url : `${url}/${id}`, as });
const list = async (as: Person, query = '') =>
  (await app.request({ method: 'GET', url: `${url}${query}`, as })).body;
const texts = async (as: Person) =>
  (await list(as, '?limit=100')).items.map(({ text }: { text: string | null }) => text);

it('are people, tags and words, newest first, for who made them alone', async () => {
  const { body: person } = await remember(alice, { userId: bob.id });
  const { body: tag } = await remember(alice, { tag: '등산' });
  const { body: words } = await remember(alice, { text: 'sunrise  on the hill' });
  expect([person, tag, words]).toMatchObject([
    { kind: 'user', user: { id: bob.id, nickname: bob.nickname }, text: null },
    { kind: 'tag', user: null, text: '등산' },
    { kind: 'text', user: null, text: 'sunrise  on the hill' },
  ]);
  expect((await list(alice)).items).toEqual([words, tag, person]);
  expect((await list(bob)).items).toEqual([]);
  const first = await list(alice, '?limit=2');
  expect((await list(alice, `?limit=2&cursor=${first.nextCursor}`)).items).toEqual([person]);
});

it('move up when they are made again, however they are written', async () => {
  const { body: first } = await remember(alice, { text: 'Straße am Fluss' });
  await remember(alice, { userId: bob.id });
  await remember(alice, { tag: 'Seoul' });
  const { body: again } = await remember(alice, { text: 'STRASSE  am fluss' });
  await remember(alice, { tag: 'seoul' });
  await remember(alice, { userId: bob.id });
  expect(again).toMatchObject({ id: first.id, text: 'STRASSE  am fluss' });
  expect(again.searchedAt >= first.searchedAt).toBe(true);
  expect(await texts(alice)).toEqual([null, 'seoul', 'STRASSE  am fluss']);
  // A tag is not the same as its word.
  await remember(alice, { text: 'seoul' });
  expect(await texts(alice)).toHaveLength(4);
});

it('are the newest 20, also when 50 are made at once', async () => {
  await Promise.all(
    Array.from({ length: 50 }, (_, i) => remember(alice, { text: `words ${i % 40}` })),
  );
  const rows = await app.sql(`select from recent_search where person_id = $1`, [alice.id]);
  expect(rows).toHaveLength(20);
  const last = Array.from({ length: 20 }, (_, i) => `last ${i}`);
  for (const text of last) {
    await remember(alice, { text });
  }
  expect(await texts(alice)).toEqual(last.reverse());
});

it('of one thing at once are one', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => remember(alice, { text: 'once' })),
  );
  expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
  expect(await texts(alice)).toEqual(['once']);
});

it('are forgotten one by one and all at once, by who made them', async () => {
  const { body: one } = await remember(alice, { text: 'one' });
  await remember(alice, { text: 'two' });
  await remember(bob, { text: 'mine' });
  expect((await forget(bob, one.id)).status).toBe(204);
  expect(await texts(alice)).toEqual(['two', 'one']);
  expect((await forget(alice, one.id)).status).toBe(204);
  expect((await forget(alice, one.id)).status).toBe(204);
  expect(await texts(alice)).toEqual(['two']);
  expect((await forget(alice)).status).toBe(204);
  expect(await texts(alice)).toEqual([]);
  expect(await texts(bob)).toEqual(['mine']);
});

it('hide whom the viewer can’t see any more', async () => {
  await remember(alice, { userId: bob.id });
  await blocks(app, bob, alice);
  expect((await list(alice)).items).toEqual([]);
  expect((await remember(alice, { userId: bob.id })).status).toBe(404);
  await unblocks(app, bob, alice);
  expect((await list(alice)).items).toHaveLength(1);
  await suspends(app, bob);
  expect((await list(alice)).items).toEqual([]);
  expect((await remember(alice, { userId: bob.id })).status).toBe(404);
  await restores(app, bob);
  expect((await list(alice)).items).toHaveLength(1);
});

it.each([
  [{}, ''],
  [{ userId: null, tag: null, text: null }, ''],
  [{ tag: 'a', text: 'b' }, ''],
  [{ userId: '1', tag: 'a' }, ''],
  [{ text: ' ' }, '/text'],
  [{ tag: '\u200b' }, '/tag'],
  [{ text: 'x'.repeat(201) }, '/text'],
  [{ userId: 'me' }, '/userId'],
  [{ kind: 'text', text: 'a' }, '/kind'],
])('name one thing that can be looked for: %j', async (body, pointer) => {
  expect(await remember(alice, body)).toMatchObject({
    status: 400,
    body: { code: 'validation-failed', errors: [{ pointer }] },
  });
});
