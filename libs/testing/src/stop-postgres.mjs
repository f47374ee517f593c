import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const PATIENCE_MS = 120_000;

/** Stops the PostgreSQL server of a data folder at once, and waits for its end. Does nothing when none runs there. */
export async function stopPostgres(dataDirectory) {
  const file = join(dataDirectory, 'postmaster.pid');
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
  if (!(pid > 1) || !isAlive(pid)) {
    return;
  }
  process.kill(pid, 'SIGQUIT');
  const deadline = Date.now() + PATIENCE_MS;
  while (isAlive(pid) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Whether a process is there, and not only waits for its parent; a negative id means any of a group. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return pid < 0 || !hasEnded(pid);
}

function hasEnded(pid) {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    // Gone, or a system that doesn't tell.
    return false;
  }
}
