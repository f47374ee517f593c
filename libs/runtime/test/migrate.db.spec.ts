import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { PersistenceModule } from '#libs/database';
import { testDatabase } from '#libs/testing';
import { migrate } from '../src/migrate.js';

/** A table that is in use, and a migration that wants it for itself. */
class UsedTable1763690000101 implements MigrationInterface {
  up(runner: QueryRunner): Promise<unknown> {
    return runner.query('create table in_use (id int)');
  }
  down(): Promise<void> {
    return Promise.resolve();
  }
}
class ChangedTable1763690000102 implements MigrationInterface {
  up(runner: QueryRunner): Promise<unknown> {
    return runner.query('alter table in_use add name text');
  }
  down(): Promise<void> {
    return Promise.resolve();
  }
}

it('lets others pass while a table is in use, and goes on when it is free', async () => {
  PersistenceModule.forDomain({ migrations: [UsedTable1763690000101] });
  const database = await testDatabase();
  const reader = new pg.Client({ connectionString: database.url });
  const other = new pg.Client({ connectionString: database.url });
  await Promise.all([reader.connect(), other.connect()]);
  try {
    PersistenceModule.forDomain({ migrations: [ChangedTable1763690000102] });
    await reader.query('begin');
    await reader.query('select from in_use');
    const migrating = migrate(database.url);
    const waiting = `
      select from pg_locks l join pg_class c on c.oid = l.relation
      where c.relname = 'in_use' and l.mode = 'AccessExclusiveLock' and not l.granted`;
    while ((await other.query(waiting)).rowCount === 0) {
      // Until the migration stands in line.
    }
    // Whoever comes later waits behind it, but not until the first reader ends.
    await other.query('select from in_use');
    await reader.query('commit');
    expect(await migrating).toEqual(['ChangedTable1763690000102']);
    expect(await migrate(database.url)).toEqual([]);
  } finally {
    await Promise.all([reader.end(), other.end()]);
    await database.drop();
  }
});
