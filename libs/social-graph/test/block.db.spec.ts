import type { UserId } from '#libs/kernel';
import { problem } from '#libs/testing';
import { suspends } from '#libs/testing/accounts';
import { blocks, follows, mutes, unblocks, unmutes } from '#libs/testing/graph';
import { people, setsPublic } from '#libs/testing/people';
import { edge, type GraphStage, NOBODY, openStage } from './stage.js';

let app: GraphStage;

beforeAll(async () => {
  app = await openStage();
});

beforeEach(() => app.clear());

afterAll(() => app.close());

describe('a block', () => {
  it('ends follows and requests both ways, and only between the two', async () => {
    const { alice, bob, carol } = await people(app, 'alice', 'bob', 'carol');
    await setsPublic(app, bob, false);
    await follows(app, bob, alice);
    await follows(app, alice, bob);
    await follows(app, carol, alice);
    await follows(app, carol, bob);
    await blocks(app, alice, bob);
    expect(await app.edges('follow')).toEqual([edge(carol, alice)]);
    expect(await app.edges('follow_request')).toEqual([edge(carol, bob)]);
    expect(await app.counts(alice)).toEqual({ followers: 1, following: 0 });
    expect(await app.counts(bob)).toEqual({ followers: 0, following: 0 });
  });

  it('may be repeated, and ended twice; what it ended stays ended', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    await follows(app, alice, bob);
    await blocks(app, alice, bob);
    await blocks(app, alice, bob);
    expect(await pairs('block', 'blocker_id', 'blocked_id', alice.id)).toEqual([bob.id]);
    await unblocks(app, alice, bob);
    await unblocks(app, alice, bob);
    expect(await pairs('block', 'blocker_id', 'blocked_id', alice.id)).toEqual([]);
    expect(await app.edges('follow')).not.toContain(edge(alice, bob));
    expect((await follows(app, alice, bob)).following).toBe(true);
  });

  it('can’t be of oneself, of nobody, or of somebody inactive', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    await expect(blocks(app, alice, alice)).rejects.toEqual(problem('cannot-block-self'));
    await expect(blocks(app, alice, NOBODY)).rejects.toEqual(problem('not-found'));
    await suspends(app, bob);
    await expect(blocks(app, alice, bob)).rejects.toEqual(problem('not-found'));
  });

  it('ends also when the person can’t be seen any more', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    await blocks(app, alice, bob);
    await suspends(app, bob);
    await unblocks(app, alice, bob);
    expect(await pairs('block', 'blocker_id', 'blocked_id', alice.id)).toEqual([]);
  });
});

describe('a mute', () => {
  it('is a set, leaves follows alone, and ends also when the person can’t be seen', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    await follows(app, alice, bob);
    await mutes(app, alice, bob);
    await mutes(app, alice, bob);
    expect(await pairs('mute', 'muter_id', 'muted_id', alice.id)).toEqual([bob.id]);
    expect(await app.edges('follow')).toContain(edge(alice, bob));
    await suspends(app, bob);
    await unmutes(app, alice, bob);
    await unmutes(app, alice, bob);
    expect(await pairs('mute', 'muter_id', 'muted_id', alice.id)).toEqual([]);
  });

  it('can’t be of oneself, of nobody or of somebody who blocks', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    await blocks(app, bob, alice);
    await expect(mutes(app, alice, alice)).rejects.toEqual(problem('cannot-mute-self'));
    await expect(mutes(app, alice, NOBODY)).rejects.toEqual(problem('not-found'));
    await expect(mutes(app, alice, bob)).rejects.toEqual(problem('not-found'));
  });
});

it('leaves every counter right', async () => {
  const { alice, bob } = await people(app, 'alice', 'bob');
  await follows(app, alice, bob);
  await blocks(app, bob, alice);
  await app.settle();
  expect(await app.drift()).toEqual([]);
});

async function pairs(table: string, from: string, to: string, person: UserId): Promise<UserId[]> {
  const rows = await app.sql<{ id: UserId }>(
    `select ${to} as id from ${table} where ${from} = $1`,
    [person],
  );
  return rows.map(({ id }) => id);
}
