import pg from 'pg';
import { appUrl, exporterUrl, makeRoles, startRoles, urlFor } from '../support/roles.js';
import { rowsOf } from '../support/sql.js';
import { whenInstalled } from '../support/when-installed.js';
import { FreshServer } from './fresh-server.js';

whenInstalled(['psql'], () => {
  let server: FreshServer;

  beforeAll(async () => {
    server = await FreshServer.start();
  });
  afterAll(() => server.stop());
  beforeEach(() => server.forget());

  const attributes = `
    select rolname, rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls
    from pg_roles
    where rolname in ('maru_app', 'maru_exporter')
    order by rolname
  `;
  const ordinary = (rolname: string) => ({
    rolname,
    rolcanlogin: true,
    rolsuper: false,
    rolcreatedb: false,
    rolcreaterole: false,
    rolreplication: false,
    rolbypassrls: false,
  });

  describe('on a fresh server, and when it runs again', () => {
    it('makes a role that owns the database and migrates it, and one that watches', async () => {
      await makeRoles(server.url);
      await makeRoles(server.url);
      await server.maru(appUrl(server.url), 'migrate');
      await makeRoles(server.url);
      expect(await rowsOf(server.url, attributes)).toEqual([
        ordinary('maru_app'),
        ordinary('maru_exporter'),
      ]);
      const owners = `
        select distinct owner::regrole::text
        from (
          select relowner from pg_class where relnamespace::regnamespace::text !~ '^(pg_|information_schema$)'
          union all select nspowner from pg_namespace where nspname in ('pgboss')
          union all select datdba from pg_database where datname = 'maru'
        ) as objects (owner)
      `;
      expect(await rowsOf(server.url, owners)).toEqual([{ owner: 'maru_app' }]);
    });

    it('takes back what a role may do beyond', async () => {
      await makeRoles(server.url);
      await rowsOf(server.url, 'alter role maru_app superuser createrole createdb');
      await rowsOf(server.url, 'alter role maru_exporter bypassrls replication nologin');
      await makeRoles(server.url);
      expect(await rowsOf(server.url, attributes)).toEqual([
        ordinary('maru_app'),
        ordinary('maru_exporter'),
      ]);
    });

    it('makes the role of the programs just as an embedded server does', async () => {
      await makeRoles(server.url);
      expect(server.embeddedRole).toMatchObject({ rolname: 'maru_app' });
      expect(await server.role()).toEqual(server.embeddedRole);
    });

    it('sets new passwords, whatever they hold, and tells them to no log', async () => {
      await rowsOf(server.url, `alter system set log_statement = 'all'`);
      await rowsOf(server.url, 'select pg_reload_conf()');
      const [app, exporter] = [`it's "\\x" :'y' $$; -- 마루`, `'; drop role maru_app; --\\`];
      await makeRoles(server.url);
      await makeRoles(server.url, {
        POSTGRES_APP_PASSWORD: app,
        POSTGRES_EXPORTER_PASSWORD: exporter,
      });
      for (const [role, password] of [
        ['maru_app', app],
        ['maru_exporter', exporter],
      ] as const) {
        const url = urlFor(server.url, role, password);
        expect(await rowsOf(url, 'select current_user as who')).toEqual([{ who: role }]);
      }
      await expect(rowsOf(appUrl(server.url), 'select')).rejects.toThrow('password authentication');
      const log = await server.log();
      expect(log).toContain('select current_user as who');
      for (const secret of ['password-of-the', '마루', 'drop role maru_app;']) {
        expect(log).not.toContain(secret);
      }
    });

    it('leaves out the exporter where there is none', async () => {
      await makeRoles(server.url, { POSTGRES_EXPORTER_PASSWORD: '' });
      expect(await rowsOf(server.url, attributes)).toEqual([ordinary('maru_app')]);
    });
  });

  describe('the role of the programs', () => {
    beforeEach(() => makeRoles(server.url));

    it.each([
      'select rolpassword from pg_authid',
      'create role other',
      'create database other',
      'alter system set work_mem = 1',
      `copy (select 1) to program 'true'`,
      `select pg_read_file('postgresql.conf')`,
      'set role maru',
      'set role maru_exporter',
      'grant pg_monitor to maru_app',
      'alter role maru_app createrole',
    ])('may not %s', async (refused) => {
      await expect(rowsOf(appUrl(server.url), refused)).rejects.toThrow(/denied|must be|Only/i);
    });

    it('gains nothing by what it puts in the way of the script', async () => {
      await rowsOf(
        appUrl(server.url),
        `create function rise(a name, b name) returns boolean language plpgsql as $$
         begin
           alter role maru_app superuser;
           return a::text !~ b::text;
         end $$;
         create operator !~ (leftarg = name, rightarg = name, function = rise);
         create function format(text, name) returns text language sql as
           'select pg_catalog.format($1, $2) from (select rise($2, $2)) as risen';
         alter database maru set search_path = public, pg_catalog`,
      );
      await rowsOf(server.url, 'create schema left_over');
      await makeRoles(server.url);
      expect(await rowsOf(server.url, attributes)).toContainEqual(ordinary('maru_app'));
      await rowsOf(appUrl(server.url), 'drop schema left_over');
    });
  });

  describe('the role of the exporter', () => {
    beforeEach(() => makeRoles(server.url));

    it('sees what others do, all settings, sizes and the log of changes', async () => {
      const other = new pg.Client({ connectionString: server.url });
      await other.connect();
      try {
        await other.query('select 1 as seen_by_the_exporter');
        const [seen] = await rowsOf<Record<string, string>>(
          exporterUrl(server.url),
          `select (select count(*) from pg_stat_activity where query = '<insufficient privilege>') as hidden,
             (select query from pg_stat_activity where query like 'select 1 as seen%') as query,
             current_setting('data_directory') <> '' as settings,
             (select count(*) > 0 from pg_ls_waldir()) as wal,
             pg_database_size('postgres') > 0 as size,
             pg_has_role('pg_monitor', 'usage') as monitor,
             pg_has_role('pg_use_reserved_connections', 'usage') as reserved`,
        );
        expect(seen).toEqual({
          hidden: '0',
          query: 'select 1 as seen_by_the_exporter',
          settings: true,
          wal: true,
          size: true,
          monitor: true,
          reserved: true,
        });
      } finally {
        await other.end();
      }
    });

    it('reads and writes no table of Maru', async () => {
      await server.maru(appUrl(server.url), 'migrate');
      const tables = await rowsOf<{ name: string; columns: number }>(
        server.url,
        `select c.oid::regclass::text as name
         from pg_class c
         where c.relkind in ('r', 'p', 'v', 'm') and relnamespace::regnamespace::text !~ '^(pg_|information_schema$)'`,
      );
      expect(tables.length).toBeGreaterThan(40);
      const exporter = new pg.Client({ connectionString: exporterUrl(server.url) });
      await exporter.connect();
      try {
        for (const { name } of tables) {
          for (const statement of [`select from ${name}`, `delete from ${name}`]) {
            await expect(exporter.query(statement)).rejects.toThrow('permission denied');
          }
        }
        for (const statement of [
          'create table mine (id int)',
          'create schema mine',
          'select rolpassword from pg_authid',
          `select pg_read_file('postgresql.conf')`,
          'set role maru_app',
        ]) {
          await expect(exporter.query(statement)).rejects.toThrow('permission denied');
        }
      } finally {
        await exporter.end();
      }
    });
  });

  it.each([
    [
      'without the password of the programs',
      { POSTGRES_APP_PASSWORD: '' },
      'set POSTGRES_APP_PASS',
    ],
    ['with a wrong password', { PGPASSWORD: 'wrong' }, 'password authentication failed'],
    ['without a server', { PGPORT: '1' }, 'refused'],
  ])('says why it can’t %s', async (_how, env, line) => {
    const running = startRoles(server.url, { ...env, ROLES_TRIES: '1' });
    expect(await running.ended()).not.toBe(0);
    expect(running.output).toContain(line);
  });
});
