import { DomainEvents } from '#libs/event-bus';
import { accepts, blocks, follows, refuses, unfollows } from '#libs/testing/graph';
import { opensProfile, people, type Person, setsPublic } from '#libs/testing/people';
import { type GraphStage, openStage } from './stage.js';

let app: GraphStage;
let alice: Person, bob: Person;

beforeAll(async () => {
  app = await openStage();
  ({ alice, bob } = await people(app, 'alice', 'bob'));
});
beforeEach(async () => {
  await setsPublic(app, bob, false);
  await app.clear();
});
afterAll(() => app.close());

const ask = () => follows(app, alice, bob);
const takeBack = () => unfollows(app, alice, bob);
const accept = () => accepts(app, bob, alice);
const refuse = () => refuses(app, bob, alice);
const block = () => blocks(app, bob, alice);
const open = () => opensProfile(app, bob);

const FACTS: Record<string, string> = {
  requested: 'follow.requested',
  added: 'follow.added',
  accepted: 'follow-request.accepted',
  removed: 'follow.removed',
  'request removed': 'follow-request.removed',
};

/** The facts between the two that acts tell, in their order. */
async function factsOf(...acts: (() => Promise<unknown>)[]): Promise<string[]> {
  const told = jest.spyOn(app.get(DomainEvents), 'publish');
  for (const act of acts) {
    await act();
  }
  const facts = told.mock.calls.flat().filter(({ data }) => 'followerId' in data);
  told.mockRestore();
  return facts.map(({ type }) => type);
}

it.each([
  ['asking, twice', [ask, ask], ['requested']],
  ['accepting, twice', [ask, accept, accept], ['requested', 'added', 'accepted']],
  ['opening the profile', [ask, open], ['requested', 'added', 'accepted']],
  ['refusing', [ask, refuse], ['requested', 'request removed']],
  ['taking back, twice', [ask, takeBack, takeBack], ['requested', 'request removed']],
  ['blocking', [ask, block], ['requested', 'request removed']],
  ['following a public profile', [open, ask, ask], ['added']],
  ['no longer following', [open, ask, takeBack], ['added', 'removed']],
])('tells the facts of %s', async (_name, acts, facts) => {
  expect(await factsOf(...acts)).toEqual(facts.map((fact) => FACTS[fact]));
});

it('knows the follows that were asked for', async () => {
  await ask();
  await accept();
  expect(await app.sql(`select was_requested as "wasRequested" from follow`)).toEqual([
    { wasRequested: true },
  ]);
  await takeBack();
  await open();
  await ask();
  expect(await app.sql(`select was_requested as "wasRequested" from follow`)).toEqual([
    { wasRequested: false },
  ]);
});
