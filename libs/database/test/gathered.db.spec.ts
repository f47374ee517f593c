import { sql, SqlReader, UnitOfWork } from '#libs/database';
import { type TestApp, testApp } from '#libs/testing';

let app: TestApp;
let asked: (readonly number[])[];
let nameOf: (id: number) => Promise<string | undefined>;

beforeAll(async () => {
  app = await testApp({ modules: [] });
  await app.sql('create table thing (id integer primary key, name text)');
});
beforeEach(async () => {
  await app.sql('truncate thing');
  await app.sql(`insert into thing select n, 'thing ' || n from generate_series(1, 250) n`);
  asked = [];
  const reader = app.get(SqlReader);
  nameOf = reader.gathered(async (ids) => {
    asked.push(ids);
    const rows = await reader.query<{ id: number; name: string }>(
      sql`select id, name from thing where id = any (${ids}::integer[])`,
    );
    const names = new Map(rows.map(({ id, name }) => [id, name]));
    return ids.map((id) => names.get(id));
  });
});
afterAll(() => app.close());

const rename = (id: number, name: string) =>
  app.sql('update thing set name = $2 where id = $1', [id, name]);

describe('gathered reads', () => {
  it('of one turn are one statement, and everyone gets the own answer', async () => {
    expect(await Promise.all([nameOf(2), nameOf(999), nameOf(1), nameOf(2)])).toEqual([
      'thing 2',
      undefined,
      'thing 1',
      'thing 2',
    ]);
    expect(asked).toEqual([[2, 999, 1, 2]]);
  });

  it('are several statements when they are very many', async () => {
    const ids = Array.from({ length: 250 }, (_, index) => index + 1);
    expect(await Promise.all(ids.map(nameOf))).toEqual(ids.map((id) => `thing ${id}`));
    expect(asked.map(({ length }) => length)).toEqual([100, 100, 50]);
  });

  it('never answer with what was read before they were asked', async () => {
    for (let round = 0; round < 50; round += 1) {
      const before = nameOf(1);
      await rename(1, `name ${round}`);
      expect(await nameOf(1)).toBe(`name ${round}`);
      await before;
    }
  });

  it('see what their own transaction wrote, and nobody else does', async () => {
    await app.get(UnitOfWork).run(async () => {
      await app.get(UnitOfWork).execute(sql`update thing set name = 'unfinished' where id = 1`);
      const others = app.get(UnitOfWork).apart(() => nameOf(1));
      expect(await nameOf(1)).toBe('unfinished');
      expect(await others).toBe('thing 1');
    });
  });

  it('fail together, and are whole again with the next', async () => {
    await app.sql('alter table thing rename to gone');
    const failed = await Promise.allSettled([nameOf(1), nameOf(2)]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await app.sql('alter table gone rename to thing');
    expect(await nameOf(1)).toBe('thing 1');
  });
});
