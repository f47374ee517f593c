import { UnitOfWork } from '#libs/database';
import { expectNoDrift } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { blocks, follows, refuses, unfollows } from '#libs/testing/graph';
import { crowd, opensProfile, people, setsPublic } from '#libs/testing/people';
import { PairRepository } from '../src/pair/pair.repository.js';
import { edge, type GraphStage, openStage } from './stage.js';

let app: GraphStage;

beforeAll(async () => {
  app = await openStage();
});

beforeEach(() => app.clear());

afterAll(() => app.close());

describe('a profile that turns public', () => {
  it('gets those as followers who waited, in their order, at once', async () => {
    const { bob } = await people(app, 'bob');
    await setsPublic(app, bob, false);
    const askers = await crowd(app, 3);
    for (const asker of askers) {
      await follows(app, asker, bob);
    }
    await opensProfile(app, bob);
    expect(await app.edges('follow')).toEqual(askers.map((asker) => edge(asker, bob)));
    expect(await app.edges('follow_request')).toEqual([]);
    expect(await app.counts(bob)).toEqual({ followers: 3, following: 0 });
    expect(await app.counts(askers[0]!)).toEqual({ followers: 0, following: 1 });
  });

  it('gets very many in the background, counted', async () => {
    const { bob } = await people(app, 'bob');
    await setsPublic(app, bob, false);
    await askInMasses(bob.id, 650);
    await opensProfile(app, bob);
    const atOnce = await app.edges('follow');
    expect(atOnce).toHaveLength(100);
    await app.settle();
    expect(await app.edges('follow')).toHaveLength(650);
    expect((await app.counts(bob)).followers).toBe(650);
    await expectNoDrift(app);
  });

  it('and private again at once keeps in waiting whom the background had not reached', async () => {
    const { bob } = await people(app, 'bob');
    await setsPublic(app, bob, false);
    await askInMasses(bob.id, 130);
    await opensProfile(app, bob);
    await setsPublic(app, bob, false);
    await app.settle();
    expect(await app.edges('follow')).toHaveLength(100);
    expect(await app.edges('follow_request')).toHaveLength(30);
  });

  it('waits for nobody who is acting on a request, and accepts it afterwards', async () => {
    const { bob } = await people(app, 'bob');
    await setsPublic(app, bob, false);
    const { alice, carol } = await people(app, 'alice', 'carol');
    await follows(app, alice, bob);
    await follows(app, carol, bob);
    const [held, ended] = [gate(), gate()];
    const acting = app.get(UnitOfWork).run(async () => {
      await app.get(PairRepository).lock(alice.id, bob.id);
      held.open();
      await ended.passed;
    });
    await held.passed;
    await opensProfile(app, bob);
    expect(await app.edges('follow')).toEqual([edge(carol, bob)]);
    ended.open();
    await acting;
    await app.settle();
    expect(await app.edges('follow')).toEqual([edge(carol, bob), edge(alice, bob)]);
  });

  it('accepts a suspended asker too, who counts once restored', async () => {
    const { alice, bob } = await people(app, 'alice', 'bob');
    await setsPublic(app, bob, false);
    await follows(app, alice, bob);
    await suspends(app, alice);
    await opensProfile(app, bob);
    await app.settle();
    expect(await app.edges('follow')).toEqual([edge(alice, bob)]);
    expect((await app.counts(bob)).followers).toBe(0);
    await restores(app, alice);
    await app.settle();
    expect((await app.counts(bob)).followers).toBe(1);
  });

  it('and refuses at the same time has either a follower or a refusal that came in time', async () => {
    for (let round = 0; round < 15; round += 1) {
      const { alice, bob } = await people(app, 'alice', 'bob');
      await setsPublic(app, bob, false);
      await follows(app, alice, bob);
      const [refusal] = await Promise.all([
        refuses(app, bob, alice)
          .then(() => 'refused')
          .catch((error: unknown) => Reflect.get(Object(error), 'problem')?.code),
        opensProfile(app, bob),
      ]);
      await app.settle();
      expect(await app.edges('follow_request')).toEqual([]);
      const follower = (await app.edges('follow')).includes(edge(alice, bob));
      expect(refusal).toBe(follower ? 'not-found' : 'refused');
      expect((await app.counts(bob)).followers).toBe(follower ? 1 : 0);
    }
    await expectNoDrift(app);
  });

  it('gets no follower who takes the request back at the same time', async () => {
    for (let round = 0; round < 15; round += 1) {
      const { alice, bob } = await people(app, 'alice', 'bob');
      await setsPublic(app, bob, false);
      await follows(app, alice, bob);
      await Promise.all([unfollows(app, alice, bob), opensProfile(app, bob)]);
      await app.settle();
      expect(await app.edges('follow_request')).toEqual([]);
      expect(await app.edges('follow')).toEqual([]);
    }
    await expectNoDrift(app);
  });

  it('gets no follower whom a block at the same time parts from it', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { alice, bob } = await people(app, 'alice', 'bob');
      await setsPublic(app, bob, false);
      await follows(app, alice, bob);
      await Promise.all([opensProfile(app, bob), blocks(app, alice, bob)]);
      await app.settle();
      expect(await app.edges('follow')).toEqual([]);
      expect(await app.edges('follow_request')).toEqual([]);
    }
    await expectNoDrift(app);
  });
});

/** Makes so many people who wait for one. */
async function askInMasses(userId: string, count: number): Promise<void> {
  await app.sql(
    `
    with account as (
      insert into user_account (email, email_folded, full_name, full_name_folded, password_hash)
      select mail, mail, 'Mass', 'mass', 'none'
      from (select gen_random_uuid() || '@example.com' as mail from generate_series(1, $2)) m
      returning id
    ),
    face as (
      insert into profile (user_id, nickname, nickname_folded)
      select id, 'mass' || id, 'mass' || id from account
    ),
    counter as (
      insert into user_counter (user_id)
      select id from account
    )
    insert into follow_request (follower_id, followee_id)
    select id, $1 from account
    `,
    [userId, count],
  );
}

function gate() {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
}
