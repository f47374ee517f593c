import { problem } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { accepts, follows, refuses, removesFollower, unfollows } from '#libs/testing/graph';
import { people, setsPublic } from '#libs/testing/people';
import { edge, type GraphStage, openStage } from './stage.js';

let app: GraphStage;

beforeAll(async () => {
  app = await openStage();
});

beforeEach(() => app.clear());

afterAll(() => app.close());

describe('accepting a request', () => {
  it('makes a follower, counted on both cards, and may be repeated', async () => {
    const { alice, bob } = await asked();
    await accepts(app, bob, alice);
    await accepts(app, bob, alice);
    expect(await app.edges('follow')).toEqual([edge(alice, bob)]);
    expect(await app.edges('follow_request')).toEqual([]);
    expect(await app.counts(bob)).toEqual({ followers: 1, following: 0 });
    expect(await app.counts(alice)).toEqual({ followers: 0, following: 1 });
  });

  it('finds nothing when nobody asked', async () => {
    const { alice, bob } = await asked();
    await expect(accepts(app, alice, bob)).rejects.toEqual(problem('not-found'));
    await unfollows(app, alice, bob);
    await expect(accepts(app, bob, alice)).rejects.toEqual(problem('not-found'));
    expect(await app.edges('follow')).toEqual([]);
  });

  it('finds nothing when the asker is inactive, until they are back', async () => {
    const { alice, bob } = await asked();
    await suspends(app, alice);
    await expect(accepts(app, bob, alice)).rejects.toEqual(problem('not-found'));
    await restores(app, alice);
    await accepts(app, bob, alice);
    expect(await app.edges('follow')).toEqual([edge(alice, bob)]);
  });
});

describe('refusing a request', () => {
  it('removes it, once', async () => {
    const { alice, bob } = await asked();
    await refuses(app, bob, alice);
    expect(await app.edges('follow_request')).toEqual([]);
    expect(await app.edges('follow')).toEqual([]);
    await expect(refuses(app, bob, alice)).rejects.toEqual(problem('not-found'));
  });
});

describe('removing a follower', () => {
  it('ends the follow and leaves the opposite one, and may be repeated', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    await follows(app, alice, bob);
    await follows(app, bob, alice);
    await removesFollower(app, bob, alice);
    await removesFollower(app, bob, alice);
    expect(await app.edges('follow')).toEqual([edge(bob, alice)]);
    expect(await app.counts(bob)).toEqual({ followers: 0, following: 1 });
    expect(await app.counts(alice)).toEqual({ followers: 1, following: 0 });
  });

  it('is no refusal of a request', async () => {
    const { alice, bob } = await asked();
    await removesFollower(app, bob, alice);
    expect(await app.edges('follow_request')).toEqual([edge(alice, bob)]);
  });
});

async function asked() {
  const { alice, bob } = await people(app, 'alice', 'bob');
  await setsPublic(app, bob, false);
  await follows(app, alice, bob);
  return { alice, bob };
}
