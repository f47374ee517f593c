import pg from 'pg';
import { DataSource } from 'typeorm';
import { installJobQueue } from '../jobs/install-job-queue.js';
import { declaredMigrations } from './persistence.module.js';

/** Only one process migrates at a time; the number is arbitrary and belongs to this program. */
const MIGRATION_LOCK = 5_261_714;

/**
 * Brings the database to the shape that the loaded libs expect: their migrations, and the tables of the
 * job queue. Waits while another process does the same.
 *
 * @returns the names of the migrations that were run now
 */
export async function migrate(url: string): Promise<string[]> {
  const lock = new pg.Client({ connectionString: url });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const done = await runMigrations(url);
    await installJobQueue(url);
    return done;
  } finally {
    await lock.end();
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
  });
  await source.initialize();
  try {
    const done = await source.runMigrations({ transaction: 'each' });
    return done.map(({ name }) => name);
  } finally {
    await source.destroy();
  }
}
