import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { declaredMigrations } from '#libs/database';
import { domainModules } from '../../apps/domains.js';

/** Unix time in ms of the first release: the tables of earlier migrations were empty when they ran. */
const FIRST_RELEASE = 1_763_700_000_000;

/** The runner sets timeouts, and each migration runs whole or not at all; types are a matter of taste. */
const NO_MATTER = [
  'require-lock-timeout',
  'require-statement-timeout',
  'prefer-robust-stmts',
  'prefer-bigint-over-int',
  'prefer-bigint-over-smallint',
  'prefer-identity',
  'prefer-text-field',
];

/** What the last step may do: no running version uses the thing any more. */
const REMOVALS = ['ban-drop-column', 'ban-drop-table', 'ban-drop-not-null'];

/** Names of squawk's rules that a script breaks, which runs while others read and write the tables. */
function brokenRules(sql: string, { inTransaction = true, removes = false } = {}): string[] {
  const { stdout } = spawnSync(
    join('node_modules', '.bin', 'squawk'),
    [
      '--pg-version=15.0',
      '--reporter=json',
      '--stdin-filepath=migration.sql',
      inTransaction ? '--assume-in-transaction' : '--no-assume-in-transaction',
      ...[...NO_MATTER, ...(removes ? REMOVALS : [])].map((rule) => `--exclude=${rule}`),
    ],
    { input: sql, encoding: 'utf8' },
  );
  const findings: { rule_name: string }[] = JSON.parse(stdout);
  return findings.map(({ rule_name: rule }) => rule);
}

/** The script of a migration, told without a database. */
async function scriptOf(migration: MigrationInterface): Promise<string> {
  const statements: string[] = [];
  const query = (sql: string): Promise<void> => {
    statements.push(sql.trim().replace(/;?$/, ';'));
    return Promise.resolve();
  };
  await migration.up({ query } as unknown as QueryRunner);
  return statements.join('\n');
}

describe('a migration of a running service', () => {
  it('holds up nobody, and takes nothing that the running version uses', async () => {
    expect(domainModules.length).toBeGreaterThan(0);
    for (const Migration of declaredMigrations()) {
      const time = Number(/\d{13}$/.exec(Migration.name)![0]);
      if (time > FIRST_RELEASE) {
        const migration = new Migration();
        const removes = Migration.name.startsWith('Remove');
        const inTransaction = migration.transaction !== false;
        const broken = brokenRules(await scriptOf(migration), { inTransaction, removes });
        expect([Migration.name, broken]).toEqual([Migration.name, []]);
      }
    }
  });

  it.each([
    ['an index that stops writers', 'create index i on post (slug);'],
    ['a column that old rows and old versions lack', 'alter table post add a text not null;'],
    ['a check over all rows', `alter table post add constraint c check (slug <> '');`],
    ['a rewritten column', 'alter table post alter like_count type bigint;'],
    ['a new name', 'alter table post rename slug to path;'],
    ['a removal under a running version', 'alter table post drop slug;'],
    ['a foreign key over all rows', 'alter table a add constraint f foreign key (b) references c;'],
  ])('is refused for %s', (_what, sql) => {
    expect(brokenRules(sql)).not.toEqual([]);
  });

  it.each([
    ['a nullable column', 'alter table post add a text;'],
    ['a check for new rows', `alter table post add constraint c check (slug <> '') not valid;`],
    ['a table of its own', 'create table a (id bigint primary key);'],
  ])('may bring %s', (_what, sql) => {
    expect(brokenRules(sql)).toEqual([]);
  });

  it('may build an index beside the writers, outside a transaction', () => {
    const sql = 'create index concurrently if not exists i on post (slug);';
    expect(brokenRules(sql, { inTransaction: false })).toEqual([]);
  });

  it('may remove in its last step', () => {
    expect(brokenRules('alter table post drop slug;', { removes: true })).toEqual([]);
  });
});
