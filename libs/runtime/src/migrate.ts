import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { declaredMigrations, postgresError, runOf, sql } from '#libs/database';
import { installJobQueue } from '#libs/jobs';

/** Only one process migrates at a time; the number is arbitrary and belongs to this program. */
const MIGRATION_LOCK = 5_261_714;

/**
 * A migration that waits for a table holds up everybody who comes after it, so it soon gives up, and tries
 * again when they have passed.
 */
const LOCK_TIMEOUT_MS = 3_000;
const LOCK_ATTEMPTS = 20;
const LOCK_PAUSE_MS = 500;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Brings the database to the shape that the loaded libs expect: their migrations, and the tables of the
 * job queue. Waits while another process does the same.
 *
 * @returns the names of the migrations that were run now, at least those of the last attempt
 * @throws when a migration fails, or a table is in use by long transactions for about a minute
 */
export async function migrate(url: string): Promise<string[]> {
  const lock = new pg.Client({ connectionString: url });
  await lock.connect();
  try {
    await lock.query(runOf(sql`select pg_advisory_lock(${MIGRATION_LOCK})`));
    const done = await withPatience(() => runMigrations(url));
    await installJobQueue(url);
    return done;
  } finally {
    await lock.end();
  }
}

/** Runs what is left again while tables are in use; migrations that are done stay done. */
async function withPatience(run: () => Promise<string[]>): Promise<string[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (postgresError(error)?.code !== LOCK_NOT_AVAILABLE || attempt === LOCK_ATTEMPTS) {
        throw error;
      }
      await setTimeout(LOCK_PAUSE_MS);
    }
  }
}

async function runMigrations(url: string): Promise<string[]> {
  const source = new DataSource({
    type: 'postgres',
    driver: pg,
    url,
    migrations: declaredMigrations(),
    migrationsTableName: 'migrations',
    poolSize: 1,
    applicationName: 'maru-migrate',
    extra: { options: `-c lock_timeout=${LOCK_TIMEOUT_MS}` },
  });
  await source.initialize();
  try {
    const done = await source.runMigrations({ transaction: 'each' });
    return done.map(({ name }) => name);
  } finally {
    await source.destroy();
  }
}
