import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { FollowAdded, FollowRemoved } from '#libs/events';
import { type TestApp, testApp } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { crowd, people, type Person } from '#libs/testing/people';
import { PeopleModule } from '../src/people.module.js';
import { UserReader } from '../src/user.reader.js';

let app: TestApp;

beforeAll(async () => {
  app = await testApp({ modules: [PeopleModule] });
});
afterAll(() => app.close());

const follow = (from: Person, to: Person) =>
  app.get(UnitOfWork).run(async () => {
    const rows = await app.sql(
      'insert into follow values ($1, $2) on conflict do nothing returning follower_id',
      [from.id, to.id],
    );
    if (rows.length > 0) {
      await app
        .get(DomainEvents)
        .publish(new FollowAdded({ followerId: from.id, followeeId: to.id }));
    }
  });
const unfollow = (from: Person, to: Person) =>
  app.get(UnitOfWork).run(async () => {
    const rows = await app.sql(
      `with gone as (
        delete from follow where follower_id = $1 and followee_id = $2 returning follower_id
      )
      select from gone`,
      [from.id, to.id],
    );
    if (rows.length > 0) {
      await app
        .get(DomainEvents)
        .publish(new FollowRemoved({ followerId: from.id, followeeId: to.id }));
    }
  });
const counts = async ({ id }: Person) => {
  await app.settle();
  const [card] = await app.get(UserReader).cards(null, [id]);
  return [card?.followerCount, card?.followingCount];
};

it('count a follow on both sides, and its end', async () => {
  const { alice, bob } = await people(app, 'alice', 'bob');
  await follow(alice, bob);
  expect([await counts(alice), await counts(bob)]).toEqual([
    [0, 1],
    [1, 0],
  ]);
  await unfollow(alice, bob);
  expect([await counts(alice), await counts(bob)]).toEqual([
    [0, 0],
    [0, 0],
  ]);
});

it('leave out a suspended person, whose edge may end meanwhile, and count anew after the restoration', async () => {
  const { alice, bob, carol } = await people(app, 'alice', 'bob', 'carol');
  await follow(alice, bob);
  await follow(alice, carol);
  await follow(carol, alice);
  await suspends(app, alice);
  expect([await counts(bob), await counts(carol)]).toEqual([
    [0, 0],
    [0, 0],
  ]);
  expect(await app.drift()).toEqual([]);
  await unfollow(alice, bob);
  expect(await counts(bob)).toEqual([0, 0]);
  await restores(app, alice);
  expect([await counts(alice), await counts(bob), await counts(carol)]).toEqual([
    [1, 1],
    [0, 0],
    [1, 1],
  ]);
  expect(await app.drift()).toEqual([]);
});

it('are exact after thirty people follow, unfollow and are suspended at once', async () => {
  const star = (await people(app, 'star')).star;
  const everybody = await crowd(app, 30);
  await Promise.all(
    everybody.map(async (somebody, i) => {
      await follow(somebody, star);
      if (i % 3 === 0) {
        await unfollow(somebody, star);
      }
      if (i % 5 === 0) {
        await Promise.all([suspends(app, somebody), follow(star, somebody)]);
      }
      if (i % 10 === 0) {
        await Promise.all([restores(app, somebody), unfollow(star, somebody)]);
      }
    }),
  );
  await app.settle();
  expect(await app.drift()).toEqual([]);
});
