import { idsOf } from '#libs/testing';
import { suspends } from '#libs/testing/accounts';
import { blocks, follows } from '#libs/testing/graph';
import { crowd, people, type Person, setsPublic } from '#libs/testing/people';
import { type DiscoveryStage, discoveryStage } from './stage.js';

let app: DiscoveryStage;
let alice: Person, bob: Person, carol: Person, reader: Person;

beforeAll(async () => {
  app = await discoveryStage();
});
beforeEach(async () => {
  await app.empties();
  ({ alice, bob, carol, reader } = await people(app, 'alice', 'bob', 'carol', 'reader'));
  const [one, two] = await crowd(app, 2);
  for (const person of [alice, bob, carol]) {
    await follows(app, one!, person);
  }
  for (const person of [alice, bob]) {
    await follows(app, two!, person);
  }
  await app.computes();
});
afterAll(() => app.close());

const similarTo = (who: string, as?: Person, query = '') =>
  app.request({ method: 'GET', url: `/v1/users/${who}/similar${query}`, ...(as && { as }) });

it('are followed by the same people, the nearest first, for anybody', async () => {
  const { body } = await similarTo(alice.id);
  expect(body).toMatchObject({
    items: [
      { id: bob.id, viewer: null },
      { id: carol.id, viewer: null },
    ],
    nextCursor: null,
  });
  expect(idsOf((await similarTo(alice.id, bob)).body)).toEqual([carol.id]);
});

it('come in pages', async () => {
  const first = (await similarTo(alice.id, reader, '?limit=1')).body;
  expect(idsOf(first)).toEqual([bob.id]);
  const { body } = await similarTo(alice.id, reader, `?limit=1&cursor=${first.nextCursor}`);
  expect(idsOf(body)).toEqual([carol.id]);
  expect(body.nextCursor).toBeNull();
});

it.each([
  ['unknown', async () => similarTo('1')],
  [
    'suspended',
    async () => {
      await suspends(app, alice);
      return similarTo(alice.id, reader);
    },
  ],
  [
    'somebody who blocks me',
    async () => {
      await blocks(app, alice, reader);
      return similarTo(alice.id, reader);
    },
  ],
])('of a person who is %s are not found', async (_, answer) => {
  expect((await answer()).status).toBe(404);
});

it('of a private profile are none', async () => {
  await setsPublic(app, alice, false);
  const { status, body } = await similarTo(alice.id, reader);
  expect([status, body.items]).toEqual([200, []]);
});
