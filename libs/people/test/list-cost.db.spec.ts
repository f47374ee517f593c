import { cursorOf } from '#libs/kernel';
import { effortOf, type TestHttp, testHttp } from '#libs/testing';
import { people, type Person, person } from '#libs/testing/people';
import type { ConnectionList } from '../src/connection.reader.js';
import { ConnectionService } from '../src/connection.service.js';
import { PeopleModule } from '../src/people.module.js';

const EDGES = 100_000;
const PART = 5_000;

const LISTS: readonly [ConnectionList, string, string, string][] = [
  ['followers', 'follow', 'followee_id', 'follower_id'],
  ['following', 'follow', 'follower_id', 'followee_id'],
  ['requests', 'follow_request', 'followee_id', 'follower_id'],
  ['blocks', 'block', 'blocker_id', 'blocked_id'],
  ['mutes', 'mute', 'muter_id', 'muted_id'],
];

let app: TestHttp;
let lists: ConnectionService;
/** For each list somebody whose list it is: everybody is in it. */
const owners = new Map<ConnectionList, Person>();
/** Blocks one of a hundred people, and is blocked by as many others. */
let wary: Person;

beforeAll(async () => {
  app = await testHttp({ modules: [PeopleModule] });
  lists = app.get(ConnectionService);
  ({ wary } = await people(app, 'wary'));
  for (const [list] of LISTS) {
    owners.set(list, await person(app, list));
  }
  await fillTown();
});
afterAll(() => app.close());

const ownerOf = (list: ConnectionList): Person => owners.get(list)!;
const read = (list: ConnectionList, reader: Person | null, cursor?: string, limit = 20) => {
  const owner = ownerOf(list);
  const request = { limit, ...(cursor === undefined ? {} : { cursor }) };
  return reader !== owner && (list === 'followers' || list === 'following')
    ? lists.of(list, owner.id, reader?.viewer ?? null, request)
    : lists.mine(list, owner.viewer, request);
};

describe.each(LISTS)(`%s of somebody with ${EDGES} edges`, (list, table, column) => {
  it('are read with the same effort at any depth', async () => {
    const others = list === 'followers' || list === 'following' ? [null, wary] : [];
    const readers = [ownerOf(list), ...others];
    for (const reader of readers) {
      const first = await effort(() => read(list, reader));
      expect(first.people).toBe(20);
      expect(first.buffers).toBeLessThan(2_000);
      for (const depth of [EDGES / 2, EDGES - 100]) {
        const cursor = await cursorAt(depth);
        const deep = await effort(() => read(list, reader, cursor));
        expect(deep.people).toBe(20);
        expect(deep.newest).not.toBe(first.newest);
        expect(deep.statements).toBe(first.statements);
        expect(deep.buffers / first.buffers).toBeLessThanOrEqual(1.5);
      }
    }
  });

  it('take as many statements for a page of one as for a page of a hundred', async () => {
    const one = await effort(() => read(list, ownerOf(list), undefined, 1));
    const many = await effort(() => read(list, ownerOf(list), undefined, 100));
    expect([one.people, many.people]).toEqual([1, 100]);
    expect(many.statements).toBe(one.statements);
    expect(one.statements).toBeLessThanOrEqual(3);
  });

  async function cursorAt(depth: number): Promise<string> {
    const [row] = await app.sql<{ position: string }>(
      `
      select position
      from ${table}
      where ${column} = $1
      order by position desc
      offset $2
      limit 1
      `,
      [ownerOf(list).id, depth],
    );
    return cursorOf(`people.${list}`, ['id']).encode([row!.position]);
  }
});

/** What a page costs, and what is on it. */
async function effort(act: () => ReturnType<typeof read>) {
  const pages: Awaited<ReturnType<typeof read>>[] = [];
  const cost = await effortOf(app, async () => pages.push(await act()));
  const { items } = pages[0]!;
  return { ...cost, people: items.length, newest: items[0]?.id };
}

/** So many people, each in every list. */
async function fillTown(): Promise<void> {
  // Searching plays no part in these lists, and its indexes would triple the time.
  await app.sql('drop index ix_user_full_name, ix_user_email, ix_profile_nickname');
  // In parts: a statement may take a few seconds only.
  for (let first = 1; first <= EDGES; first += PART) {
    const made = await app.sql<{ id: string }>(
      `
      insert into user_account (email, email_folded, full_name, full_name_folded, password_hash)
      select 'town' || n, 'town' || n, 'Town', 'town', 'none'
      from generate_series($1::integer, $2::integer) n
      returning id
      `,
      [first, first + PART - 1],
    );
    const town = made.map(({ id }) => id);
    await app.sql(
      `
      insert into profile (user_id, nickname, nickname_folded)
      select id, 'town' || id, 'town' || id from unnest($1::bigint[]) as t (id)
      `,
      [town],
    );
    await app.sql(`insert into user_counter (user_id) select unnest($1::bigint[])`, [town]);
    for (const [list, table, owner, person] of LISTS) {
      await join(table, owner, person, ownerOf(list), town);
    }
    const everyHundredth = (rest: number) => town.filter((_, place) => place % 100 === rest);
    await join('block', 'blocker_id', 'blocked_id', wary, everyHundredth(7));
    await join('block', 'blocked_id', 'blocker_id', wary, everyHundredth(13));
  }
  await app.sql('analyze');
}

function join(table: string, owner: string, person: string, one: Person, others: string[]) {
  return app.sql(`insert into ${table} (${owner}, ${person}) select $1, unnest($2::bigint[])`, [
    one.id,
    others,
  ]);
}
