import { DomainEvents } from '#libs/event-bus';
import type { Viewer } from '#libs/kernel';
import { openWorld, type World } from '#libs/testing/world';
import { BlockService } from '../src/blocking/block.service.js';
import { FollowService } from '../src/following/follow.service.js';
import { FollowerService } from '../src/following/follower.service.js';

let world: World;
let alice: Viewer, bob: Viewer;

beforeAll(async () => {
  world = await openWorld();
  alice = await world.person();
  bob = await world.person({ isPublic: false });
});
beforeEach(async () => {
  await world.close(bob);
  await world.clear();
});
afterAll(() => world.app.close());

const ask = () => world.app.get(FollowService).follow(alice, bob.userId);
const takeBack = () => world.app.get(FollowService).unfollow(alice, bob.userId);
const accept = () => world.app.get(FollowerService).accept(bob, alice.userId);
const refuse = () => world.app.get(FollowerService).refuse(bob, alice.userId);
const block = () => world.app.get(BlockService).block(bob, alice.userId);
const open = () => world.open(bob);

const FACTS: Record<string, string> = {
  requested: 'follow.requested',
  added: 'follow.added',
  accepted: 'follow-request.accepted',
  removed: 'follow.removed',
  'request removed': 'follow-request.removed',
};

/** The facts between the two that acts tell, in their order. */
async function factsOf(...acts: (() => Promise<unknown>)[]): Promise<string[]> {
  const told = jest.spyOn(world.app.get(DomainEvents), 'publish');
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
  expect(await world.app.sql(`select was_requested as "wasRequested" from follow`)).toEqual([
    { wasRequested: true },
  ]);
  await takeBack();
  await open();
  await ask();
  expect(await world.app.sql(`select was_requested as "wasRequested" from follow`)).toEqual([
    { wasRequested: false },
  ]);
});
