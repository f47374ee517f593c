import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { declaredMigrations } from '#libs/database';
import { eventually } from '#libs/testing';
import { domainModules } from '../../../apps/domains.js';
import { HAND_OVER } from '../../../libs/embedded-postgres/src/hand-over.js';
import { appUrl, exporterUrl, makeRoles, startRoles, urlFor } from '../support/roles.js';
import { rowsOf } from '../support/sql.js';
import { whenInstalled } from '../support/when-installed.js';
import { FreshServer } from './fresh-server.js';

/** Something of every kind that has an owner, made by whoever runs it. */
const ZOO = `
  create extension pg_trgm;
  create schema "odd ""name""";
  create type mood as enum ('fine');
  create type pair as (a int, b int);
  create domain short as text check (length(value) < 9);
  create type span as range (subtype = int8);
  create table "odd ""name"""."Part" (id bigint generated always as identity, s serial, m mood) partition by range (id);
  create table "odd ""name""".part_1 partition of "odd ""name"""."Part" for values from (0) to (9);
  create table plain (id int primary key, t short);
  insert into plain values (1, 'kept');
  create index on plain (t);
  create sequence free;
  create view shown as select * from plain;
  create materialized view kept as select * from plain;
  create function answer(a int, b text default 'x, y') returns int language sql return 42;
  create function kept(a plain) returns int language sql return 42;
  create procedure act() language sql begin atomic select 1; end;
  create aggregate total(int) (sfunc = int4pl, stype = int, initcond = '0');
`;

/** Every object of the database with its owner. */
const OWNERS = `
  select kind, name, owner::regrole::text
  from (
    select 'relation', oid::regclass::text, relowner from pg_class where relnamespace <> 'pg_toast'::regnamespace
    union all select 'routine', oid::regprocedure::text, proowner from pg_proc
    union all select 'type', oid::regtype::text, typowner from pg_type
    union all select 'schema', nspname, nspowner from pg_namespace
    union all select 'extension', extname, extowner from pg_extension
    union all select 'database', '', datdba from pg_database where datname = current_database()
  ) as objects (kind, name, owner)
  where name !~ 'pg_toast'
  order by kind, name
`;

whenInstalled(['psql'], () => {
  let server: FreshServer;

  beforeAll(async () => {
    server = await FreshServer.start();
  });
  afterAll(() => server.stop());

  /** Runs the first of Maru's migrations, as a version before would have. */
  async function migrateHalf(url: string): Promise<void> {
    const all = declaredMigrations().sort((a, b) => timeOf(a) - timeOf(b));
    expect(domainModules.length).toBeGreaterThan(0);
    const source = new DataSource({
      type: 'postgres',
      driver: pg,
      url,
      migrations: all.slice(0, Math.floor(all.length / 2)),
      migrationsTableName: 'migrations',
    });
    await source.initialize();
    await source.runMigrations({ transaction: 'each' }).finally(() => source.destroy());
  }

  it('hands a database of the superuser over, and the migrations go on', async () => {
    const old = await server.database('old');
    await migrateHalf(old);
    const count = 'select count(*)::int from migrations';
    const [before] = await rowsOf<{ count: number }>(old, count);
    await expect(server.maru(urlFor(old, 'maru_app', 'x'), 'migrate')).rejects.toThrow();

    await makeRoles(old);
    await server.maru(appUrl(old), 'migrate');
    const [after] = await rowsOf<{ count: number }>(appUrl(old), count);
    expect(after!.count).toBeGreaterThan(before!.count);
    const foreign = `
      select c.oid::regclass::text as name
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      where n.nspname !~ '^(pg_|information_schema$)' and c.relowner <> 'maru_app'::regrole
    `;
    expect(await rowsOf(old, foreign)).toEqual([]);
    await expect(rowsOf(exporterUrl(old), 'select from migrations')).rejects.toThrow('denied');

    // All of it works for its owner: rows are written, and every counter is compared.
    const words = ['--email', 'admin@deploy.test', '--password', 'kettle-amber-window'];
    await server.maru(appUrl(old), 'create-admin', ...words);
    await server.maru(appUrl(old), 'reconcile');
  });

  it('hands over just what an embedded server does', async () => {
    const [one, other] = [await server.database('embedded'), await server.database('ours')];
    await makeRoles(other);
    for (const url of [one, other]) {
      await rowsOf(url, 'alter database embedded owner to maru_app');
      await rowsOf(url, ZOO);
    }
    await rowsOf(one, HAND_OVER);
    await makeRoles(other);
    const owners = await rowsOf<{ name: string; owner: string }>(one, OWNERS);
    expect(await rowsOf(other, OWNERS)).toEqual(owners);
    const given = owners.filter(({ owner }) => owner === 'maru_app').map(({ name }) => name);
    expect(given).toEqual(
      expect.arrayContaining([
        'act()',
        'answer(integer,text)',
        '"odd ""name"""."Part_s_seq"',
        'odd "name"',
        'free',
        'kept',
        'mood',
        'short',
        'span',
      ]),
    );
    expect(owners).toContainEqual({ kind: 'extension', name: 'pg_trgm', owner: 'maru' });
    expect(await rowsOf(appUrl(other), 'select t from plain')).toEqual([{ t: 'kept' }]);
  });

  it('finds what to hand over by the very statement of the embedded server', async () => {
    const script = await readFile('deploy/helm/maru/files/postgres/roles.sh', 'utf8');
    const [ours, embedded] = [
      /\nwith own as [^]*?(?=\n\\gexec)/.exec(script),
      /\n *with own as [^]*?(?=\n *loop)/.exec(HAND_OVER),
    ].map((found) => found?.[0].replaceAll(/\s+/g, ' '));
    expect(ours).toContain('alter routine');
    expect(ours).toBe(embedded);
  });

  it('holds up nobody while somebody reads for long', async () => {
    const url = await server.database('busy');
    await rowsOf(url, ZOO);
    const waits = `
      select from pg_stat_activity
      where datname = 'busy' and wait_event_type = 'Lock' and query like 'alter table public.plain%'
    `;
    const holder = new pg.Client({ connectionString: url });
    await holder.connect();
    await holder.query('begin; lock table plain in access share mode');
    const running = startRoles(url);
    try {
      await eventually(
        () => rowsOf(server.url, waits),
        (rows) => rows.length === 1,
      );
      // Who comes after it is answered, although the holder holds on.
      const patient = `${url}?options=${encodeURIComponent('-c statement_timeout=60000')}`;
      expect(await rowsOf(patient, 'select t from plain')).toEqual([{ t: 'kept' }]);
      await eventually(
        () => running.output,
        (output) => output.includes('lock timeout'),
      );
    } finally {
      await holder.end();
    }
    expect(await running.ended()).toBe(0);
    const owner = `select relowner::regrole::text as owner from pg_class where relname = 'plain'`;
    expect(await rowsOf(url, owner)).toEqual([{ owner: 'maru_app' }]);
  });

  it('is run by the role that came with a managed server, too', async () => {
    const master = await server.database('managed');
    await rowsOf(
      server.url,
      `create role master login createrole createdb password 'secret';
       grant pg_monitor to master with admin option; alter database managed owner to master`,
    );
    const url = urlFor(master, 'master', 'secret');
    await rowsOf(server.url, 'alter role maru_app rename to maru_app_before');
    await rowsOf(server.url, 'alter role maru_exporter rename to maru_exporter_before');
    await migrateHalf(url);
    await makeRoles(url);
    await makeRoles(url);
    await server.maru(appUrl(master), 'migrate');
    const owners = await rowsOf(
      master,
      `select distinct relowner::regrole::text as owner from pg_class
       where relnamespace::regnamespace::text !~ '^(pg_|information_schema$)'`,
    );
    expect(owners).toEqual([{ owner: 'maru_app' }]);
    expect(await rowsOf(appUrl(master), `select pg_has_role('master', 'member') as is`)).toEqual([
      { is: false },
    ]);
    await expect(rowsOf(exporterUrl(master), 'select from migrations')).rejects.toThrow('denied');
    const sees = `select pg_has_role('pg_monitor', 'usage') as is`;
    expect(await rowsOf(exporterUrl(master), sees)).toEqual([{ is: true }]);
  });
});

function timeOf({ name }: { name: string }): number {
  return Number(/\d{13}$/.exec(name)?.[0]);
}
