import { problem } from '#libs/testing';
import { suspends } from '#libs/testing/accounts';
import { blocks, follows, unfollows } from '#libs/testing/graph';
import { people, setsPublic } from '#libs/testing/people';
import { edge, type GraphStage, NOBODY, openStage } from './stage.js';

let app: GraphStage;

beforeAll(async () => {
  app = await openStage();
});

beforeEach(() => app.clear());

afterAll(() => app.close());

describe('following', () => {
  it('a public profile begins at once, and the answer counts it', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    expect(await follows(app, alice, bob)).toEqual({
      following: true,
      requested: false,
      followerCount: 1,
    });
    expect(await app.edges('follow')).toEqual([edge(alice, bob)]);
    expect(await app.counts(alice)).toEqual({ followers: 0, following: 1 });
    expect(await app.counts(bob)).toEqual({ followers: 1, following: 0 });
  });

  it('twice changes nothing the second time', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    await follows(app, alice, bob);
    const before = await app.sql('select * from follow');
    expect(await follows(app, alice, bob)).toEqual({
      following: true,
      requested: false,
      followerCount: 1,
    });
    expect(await app.sql('select * from follow')).toEqual(before);
  });

  it('a private profile asks first, however often', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    await setsPublic(app, bob, false);
    const asked = { following: false, requested: true, followerCount: 0 };
    expect(await follows(app, alice, bob)).toEqual(asked);
    expect(await follows(app, alice, bob)).toEqual(asked);
    expect(await app.edges('follow_request')).toEqual([edge(alice, bob)]);
    expect(await app.edges('follow')).toEqual([]);
  });

  it('survives the profile’s turning private', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    await follows(app, alice, bob);
    await setsPublic(app, bob, false);
    expect(await follows(app, alice, bob)).toEqual({
      following: true,
      requested: false,
      followerCount: 1,
    });
  });

  it('settles a request that still waits for a profile that is public', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    await setsPublic(app, bob, false);
    await follows(app, alice, bob);
    await app.sql('update profile set is_public = true where user_id = $1', [bob.id]);
    expect((await follows(app, alice, bob)).following).toBe(true);
    expect(await app.edges('follow_request')).toEqual([]);
  });

  it('oneself is refused', async () => {
    const { alice } = await people(app, 'alice');
    await expect(follows(app, alice, alice)).rejects.toEqual(problem('cannot-follow-self'));
    await expect(unfollows(app, alice, alice)).rejects.toEqual(problem('cannot-follow-self'));
  });

  it('nobody, or somebody inactive, finds nobody', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    await suspends(app, bob);
    await expect(follows(app, alice, bob)).rejects.toEqual(problem('not-found'));
    await expect(follows(app, alice, NOBODY)).rejects.toEqual(problem('not-found'));
    expect(await app.edges('follow')).toEqual([]);
  });

  it('across a block is 404 for the blocked and refused to the blocker', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    await blocks(app, alice, bob);
    await expect(follows(app, bob, alice)).rejects.toEqual(problem('not-found'));
    await expect(follows(app, alice, bob)).rejects.toEqual(problem('blocked'));
  });

  it('across two blocks is 404 for both', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    await app.sql('insert into block (blocker_id, blocked_id) values ($1, $2), ($2, $1)', [
      alice.id,
      bob.id,
    ]);
    await expect(follows(app, alice, bob)).rejects.toEqual(problem('not-found'));
    await expect(follows(app, bob, alice)).rejects.toEqual(problem('not-found'));
  });
});

describe('taking it back', () => {
  it('ends the follow, and the answer counts it', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    await follows(app, alice, bob);
    const ended = { following: false, requested: false, followerCount: 0 };
    expect(await unfollows(app, alice, bob)).toEqual(ended);
    expect(await unfollows(app, alice, bob)).toEqual(ended);
    expect(await app.edges('follow')).toEqual([]);
    expect(await app.counts(alice)).toEqual({ followers: 0, following: 0 });
  });

  it('withdraws a request', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    await setsPublic(app, bob, false);
    await follows(app, alice, bob);
    await unfollows(app, alice, bob);
    expect(await app.edges('follow_request')).toEqual([]);
  });

  it('works when the person can’t be seen any more, without telling a number', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    await follows(app, alice, bob);
    await suspends(app, bob);
    expect(await unfollows(app, alice, bob)).toEqual({
      following: false,
      requested: false,
      followerCount: null,
    });
    expect(await app.edges('follow')).toEqual([]);
    expect((await unfollows(app, alice, NOBODY)).followerCount).toBeNull();
  });

  it('tells no number across somebody else’s block, but across one’s own', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    await blocks(app, alice, bob);
    expect((await unfollows(app, bob, alice)).followerCount).toBeNull();
    expect((await unfollows(app, alice, bob)).followerCount).toBe(0);
  });
});
