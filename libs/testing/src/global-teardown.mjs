import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, stopPostgres } from './stop-postgres.mjs';

/** Stops the PostgreSQL server that the test processes shared, unless another run still uses it. */
export default async function stopTestServer() {
  const directory = join(process.cwd(), '.cache', `test-postgres-${process.getuid?.() ?? 'user'}`);
  const leases = await readdir(join(directory, 'leases')).catch(() => []);
  const users = leases.map((name) => Number(name.split('-')[0]));
  if (!users.some((pid) => pid !== process.pid && isAlive(pid))) {
    await stopPostgres(join(directory, 'data'));
  }
}
