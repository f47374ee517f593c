import { PgBoss } from 'pg-boss';
import { JOB_SCHEMA } from './job-queue.js';

/** Creates the tables of the job queue, or brings them to the version of the library in use. */
export async function installJobQueue(url: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: url,
    schema: JOB_SCHEMA,
    max: 1,
    supervise: false,
    schedule: false,
  });
  const failures: unknown[] = [];
  boss.on('error', (error) => failures.push(error));
  await boss.start();
  await boss.stop({ graceful: false });
  if (failures.length > 0) {
    throw new Error('The tables of the job queue could not be made.', { cause: failures[0] });
  }
}
