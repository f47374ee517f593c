import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Stops the PostgreSQL server that the test processes shared, unless another run still uses it. */
export default async function stopTestServer() {
  const directory = join(process.cwd(), '.cache', `test-postgres-${process.getuid?.() ?? 'user'}`);
  const leases = await readdir(join(directory, 'leases')).catch(() => []);
  const users = leases.map((name) => Number(name.split('-')[0]));
  if (users.some((pid) => pid !== process.pid && isAlive(pid))) {
    return;
  }
  const file = join(directory, 'data', 'postmaster.pid');
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
  if (!(pid > 1) || !isAlive(pid)) {
    return;
  }
  process.kill(pid, 'SIGQUIT');
  const deadline = Date.now() + 10_000;
  while (isAlive(pid) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
