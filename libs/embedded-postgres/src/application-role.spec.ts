import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type EmbeddedServer, startEmbeddedServer } from './embedded-server.js';

let directory: string;
let server: EmbeddedServer;

const start = async (): Promise<EmbeddedServer> =>
  (server = await startEmbeddedServer({ directory, disposable: true }));

async function query<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

const OWNERS = `
  select distinct pg_get_userbyid(owner) as owner
  from (
    select relowner from pg_class where relnamespace in ('public'::regnamespace, 'old'::regnamespace)
    union all select proowner from pg_proc where pronamespace = 'public'::regnamespace and proname = 'answer'
    union all select typowner from pg_type where typname = 'mood'
    union all select nspowner from pg_namespace where nspname = 'old'
    union all select datdba from pg_database where datname = 'maru'
  ) as objects (owner)
`;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'maru role '));
  await start();
});
afterEach(async () => {
  await server.release();
  await rm(directory, { recursive: true, force: true });
});

describe('the role of the programs', () => {
  it('owns its database and may do nothing beyond', async () => {
    const [role] = await query<Record<string, unknown>>(
      server.url,
      `select rolname, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls
       from pg_roles where rolname = current_user`,
    );
    expect(role).toEqual({
      rolname: 'maru_app',
      rolsuper: false,
      rolcreatedb: false,
      rolcreaterole: false,
      rolreplication: false,
      rolbypassrls: false,
    });
    await query(server.url, 'create schema own; create table own.thing (id int)');
    for (const refused of [
      `copy (select 1) to program 'true'`,
      `select pg_read_file('postgresql.conf')`,
      'alter system set work_mem = 1',
      'create role other superuser',
      'set role maru',
    ]) {
      await expect(query(server.url, refused)).rejects.toThrow(/permission denied|must be/);
    }
  });

  it('is given what former versions made as the superuser, with its rows, and what is made so again', async () => {
    const make = (name: string): Promise<unknown> =>
      query(
        server.superuserUrl,
        `create table ${name} (id bigint generated always as identity, s serial, constraint ${name}_pk primary key (id));
         insert into ${name} default values`,
      );
    await query(server.superuserUrl, 'alter database maru owner to maru; drop role maru_app');
    await query(
      server.superuserUrl,
      `create schema old; create type mood as enum ('fine'); create extension pg_trgm;
       create table old.part (id int, m mood) partition by range (id);
       create table old.part_1 partition of old.part for values from (0) to (9);
       create sequence free; create view shown as select * from old.part;
       create function answer(a int, b text default 'x, y') returns int language sql return 42`,
    );
    await make('first');
    await server.release();
    await start();
    expect(await query(server.url, OWNERS)).toEqual([{ owner: 'maru_app' }]);
    expect(await query(server.url, 'select id, s from first')).toEqual([{ id: '1', s: 1 }]);
    await query(server.url, 'alter table first add column more text; drop table old.part cascade');

    // A version before, started again for a while, makes more.
    await make('second');
    await server.release();
    await start();
    expect(await query(server.url, OWNERS)).toEqual([{ owner: 'maru_app' }]);
    expect(await query(server.url, `select similarity('a', 'a') as s`)).toEqual([{ s: 1 }]);
  });

  it('gains nothing by what it puts in the way of the hand-over', async () => {
    await query(
      server.url,
      `create function rise(a name, b name) returns boolean language plpgsql as $$
       begin
         alter role maru_app superuser;
         return a::text !~ b::text;
       end $$;
       create operator !~ (leftarg = name, rightarg = name, function = rise);
       create function format(text, name) returns text language sql as 'select pg_catalog.format($1, $2)
         from (select rise($2, $2)) as risen';
       alter database maru set search_path = public, pg_catalog`,
    );
    await query(server.superuserUrl, 'create schema left_over');
    await server.release();
    await start();
    const role = `select rolsuper from pg_roles where rolname = 'maru_app'`;
    expect(await query(server.url, role)).toEqual([{ rolsuper: false }]);
    expect(
      await query(
        server.url,
        `select nspowner::regrole::text from pg_namespace where nspname = 'left_over'`,
      ),
    ).toEqual([{ nspowner: 'maru_app' }]);
  });
});
