import { UnitOfWork } from '#libs/database';
import { edge, openWorld, type World } from '#libs/testing/world';
import { BlockService } from '../src/blocking/block.service.js';
import { FollowService } from '../src/following/follow.service.js';
import { FollowerService } from '../src/following/follower.service.js';
import { PairRepository } from '../src/pair/pair.repository.js';

let world: World;
let follows: FollowService;

beforeAll(async () => {
  world = await openWorld();
  follows = world.app.get(FollowService);
});

beforeEach(() => world.clear());

afterAll(() => world.app.close());

describe('a profile that turns public', () => {
  it('gets those as followers who waited, in their order, at once', async () => {
    const bob = await world.person({ isPublic: false });
    const askers = await world.people(3);
    for (const asker of askers) {
      await follows.follow(asker, bob.userId);
    }
    await world.open(bob);
    expect(await world.edges('follow')).toEqual(askers.map((asker) => edge(asker, bob)));
    expect(await world.edges('follow_request')).toEqual([]);
    expect(await world.counts(bob)).toEqual({ followers: 3, following: 0 });
    expect(await world.counts(askers[0]!)).toEqual({ followers: 0, following: 1 });
  });

  it('gets very many in the background, counted', async () => {
    const bob = await world.person({ isPublic: false });
    await askInMasses(bob.userId, 650);
    await world.open(bob);
    const atOnce = await world.edges('follow');
    expect(atOnce).toHaveLength(100);
    await world.app.settle();
    expect(await world.edges('follow')).toHaveLength(650);
    expect((await world.counts(bob)).followers).toBe(650);
    await expectNoDrift();
  });

  it('and private again at once keeps in waiting whom the background had not reached', async () => {
    const bob = await world.person({ isPublic: false });
    await askInMasses(bob.userId, 130);
    await world.open(bob);
    await world.close(bob);
    await world.app.settle();
    expect(await world.edges('follow')).toHaveLength(100);
    expect(await world.edges('follow_request')).toHaveLength(30);
  });

  it('waits for nobody who is acting on a request, and accepts it afterwards', async () => {
    const bob = await world.person({ isPublic: false });
    const [alice, carol] = [await world.person(), await world.person()];
    await follows.follow(alice, bob.userId);
    await follows.follow(carol, bob.userId);
    const [held, ended] = [gate(), gate()];
    const acting = world.app.get(UnitOfWork).run(async () => {
      await world.app.get(PairRepository).lock(alice.userId, bob.userId);
      held.open();
      await ended.passed;
    });
    await held.passed;
    await world.open(bob);
    expect(await world.edges('follow')).toEqual([edge(carol, bob)]);
    ended.open();
    await acting;
    await world.app.settle();
    expect(await world.edges('follow')).toEqual([edge(carol, bob), edge(alice, bob)]);
  });

  it('accepts a suspended asker too, who counts once restored', async () => {
    const bob = await world.person({ isPublic: false });
    const alice = await world.person();
    await follows.follow(alice, bob.userId);
    await world.suspend(alice);
    await world.open(bob);
    await world.app.settle();
    expect(await world.edges('follow')).toEqual([edge(alice, bob)]);
    expect((await world.counts(bob)).followers).toBe(0);
    await world.restore(alice);
    await world.app.settle();
    expect((await world.counts(bob)).followers).toBe(1);
  });

  it('and refuses at the same time has either a follower or a refusal that came in time', async () => {
    for (let round = 0; round < 15; round += 1) {
      const bob = await world.person({ isPublic: false });
      const alice = await world.person();
      await follows.follow(alice, bob.userId);
      const [refusal] = await Promise.all([
        world.app
          .get(FollowerService)
          .refuse(bob, alice.userId)
          .then(() => 'refused')
          .catch((error: unknown) => Reflect.get(Object(error), 'problem')?.code),
        world.open(bob),
      ]);
      await world.app.settle();
      expect(await world.edges('follow_request')).toEqual([]);
      const follower = (await world.edges('follow')).includes(edge(alice, bob));
      expect(refusal).toBe(follower ? 'not-found' : 'refused');
      expect((await world.counts(bob)).followers).toBe(follower ? 1 : 0);
    }
    await expectNoDrift();
  });

  it('gets no follower who takes the request back at the same time', async () => {
    for (let round = 0; round < 15; round += 1) {
      const bob = await world.person({ isPublic: false });
      const alice = await world.person();
      await follows.follow(alice, bob.userId);
      await Promise.all([follows.unfollow(alice, bob.userId), world.open(bob)]);
      await world.app.settle();
      expect(await world.edges('follow_request')).toEqual([]);
      expect(await world.edges('follow')).toEqual([]);
    }
    await expectNoDrift();
  });

  it('gets no follower whom a block at the same time parts from it', async () => {
    for (let round = 0; round < 10; round += 1) {
      const bob = await world.person({ isPublic: false });
      const alice = await world.person();
      await follows.follow(alice, bob.userId);
      await Promise.all([world.open(bob), world.app.get(BlockService).block(alice, bob.userId)]);
      await world.app.settle();
      expect(await world.edges('follow')).toEqual([]);
      expect(await world.edges('follow_request')).toEqual([]);
    }
    await expectNoDrift();
  });
});

/** Makes so many people who wait for one. */
async function askInMasses(userId: string, count: number): Promise<void> {
  await world.app.sql(
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

async function expectNoDrift(): Promise<void> {
  await world.app.settle();
  expect(await world.app.drift()).toEqual([]);
}
