import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Runs `body` while this process alone holds the lock file at `path`; waits for another holder as
 * long as it lives, and calls `onWait` once with its process number.
 */
export async function withLock(path, body, onWait = () => undefined) {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, JSON.stringify({ ...identity(process.pid), token: randomUUID() }));
  try {
    for (let waited = false; !seize(path, draft); waited = true) {
      if (!waited) {
        onWait(readHolder(path)?.pid);
      }
      await delay(100);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  // Exiting early (on a failure) must not leave the lock to the next one's judgement.
  const unlock = () => rmSync(path, { force: true });
  process.once('exit', unlock);
  try {
    return await body();
  } finally {
    process.off('exit', unlock);
    unlock();
  }
}

/** A dead holder's lock is removed under a second one named after that holder: only once. */
function seize(path, draft) {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') {
      throw error;
    }
  }
  const holder = readHolder(path);
  if (holder === undefined || isAlive(holder)) {
    return false;
  }
  const breaking = `${path}.break-${holder.token}`;
  if (!seize(breaking, draft)) {
    return false;
  }
  if (readHolder(path)?.token === holder.token) {
    rmSync(path, { force: true });
  }
  rmSync(breaking, { force: true });
  return false;
}

function readHolder(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function isAlive({ pid, startedAt }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') {
      return false;
    }
  }
  const now = identity(pid).startedAt;
  return now === undefined || startedAt === undefined || now === startedAt;
}

/** A process number is used again some day; with the start time (Linux) it names one process. */
function identity(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return { pid, startedAt: stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] };
  } catch {
    return { pid };
  }
}
