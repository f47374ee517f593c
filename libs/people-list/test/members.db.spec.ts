import { isAwaited } from '#libs/testing';
import { restores, suspends } from '#libs/testing/accounts';
import { blocks, follows, mutes, unblocks } from '#libs/testing/graph';
import { crowd, people, type Person } from '#libs/testing/people';
import { type PeopleListStage, peopleListStage } from './stage.js';

let app: PeopleListStage;
let alice: Person, bob: Person, carol: Person;
let list: string;

beforeAll(async () => {
  app = await peopleListStage();
});
beforeEach(async () => {
  ({ alice, bob, carol } = await people(app, 'alice', 'bob', 'carol'));
  list = await app.lists(alice);
});
afterAll(() => app.close());

it('holds whom the owner puts into it, followed or not, the owner too, once', async () => {
  await follows(app, alice, bob);
  for (const person of [bob, carol, alice, bob]) {
    expect(await app.puts(alice, list, person)).toBe('204');
  }
  expect(await app.membersOf(alice, list)).toEqual([alice.id, carol.id, bob.id]);
  expect((await app.takes(alice, list, carol)).status).toBe(204);
  expect((await app.takes(alice, list, carol)).status).toBe(204);
  expect(await app.membersOf(alice, list)).toEqual([alice.id, bob.id]);
});

it('shows people as other lists do, page by page', async () => {
  for (const person of [bob, carol, alice]) {
    await app.puts(alice, list, person);
  }
  const first = (await app.read(alice, `/${list}/members?limit=2`)).body;
  const second = (await app.read(alice, `/${list}/members?limit=2&cursor=${first.nextCursor}`))
    .body;
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([
    alice.id,
    carol.id,
    bob.id,
  ]);
  const { body: card } = await app.request({
    method: 'GET',
    url: `/v1/users/${carol.id}`,
    as: alice,
  });
  expect(first.items[1]).toEqual(card);
});

it('keeps whom the owner mutes', async () => {
  await app.puts(alice, list, bob);
  await mutes(app, alice, bob);
  expect(await app.membersOf(alice, list)).toEqual([bob.id]);
});

it.each<[string, (one: Person, other: Person) => Promise<void>]>([
  ['the owner', (owner, member) => blocks(app, owner, member)],
  ['the member', (owner, member) => blocks(app, member, owner)],
])('loses both for good when %s blocks the other', async (_, block) => {
  const theirs = await app.lists(bob);
  await app.puts(alice, list, bob);
  await app.puts(alice, list, carol);
  await app.puts(bob, theirs, alice);
  await block(alice, bob);
  expect(await app.membersOf(alice, list)).toEqual([carol.id]);
  expect(await app.membersOf(bob, theirs)).toEqual([]);
  await unblocks(app, alice, bob);
  await unblocks(app, bob, alice);
  expect(await app.membersOf(alice, list)).toEqual([carol.id]);
});

it('takes nobody across a block, and nobody who is not there', async () => {
  await blocks(app, alice, bob);
  expect(await app.puts(alice, list, bob)).toBe('422 blocked');
  await blocks(app, carol, alice);
  expect(await app.puts(alice, list, carol)).toBe('404 not-found');
  expect(await app.puts(alice, list, { id: '9' as Person['id'] })).toBe('404 not-found');
  expect(await app.puts(alice, '9', alice)).toBe('404 not-found');
});

it('hides the suspended, and shows them again', async () => {
  await app.puts(alice, list, bob);
  await suspends(app, bob);
  expect(await app.membersOf(alice, list)).toEqual([]);
  expect((await app.read(alice)).body.items).toMatchObject([{ memberCount: 0 }]);
  expect(await app.puts(alice, list, bob)).toBe('404 not-found');
  await restores(app, bob);
  expect(await app.membersOf(alice, list)).toEqual([bob.id]);
});

it('a block that comes while somebody is put in waits, and wins', async () => {
  const put = () => app.puts(alice, list, bob);
  expect(await isAwaited(app, () => blocks(app, bob, alice), put)).toBe(true);
  expect(await app.membersOf(alice, list)).toEqual([]);
  const rows = await app.sql(`select from people_list_member where list_id = $1`, [list]);
  expect(rows).toEqual([]);
});

it('holds 500, also when many are put in at once', async () => {
  await app.sql(
    `
    insert into people_list_member (list_id, member_id, owner_id)
    select $1, -n, $2 from generate_series(1, 497) n
    `,
    [list, alice.id],
  );
  const others = await crowd(app, 6);
  const answers = await Promise.all(others.map((person) => app.puts(alice, list, person)));
  expect(answers.filter((answer) => answer === '204')).toHaveLength(3);
  expect(answers.filter((answer) => answer === '422 list-full')).toHaveLength(3);
  // Who is in it already needs no room.
  const member = others[answers.indexOf('204')]!;
  expect(await app.puts(alice, list, member)).toBe('204');
});
