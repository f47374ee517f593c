import { execFile } from 'node:child_process';
import { readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { errorCode } from '#libs/kernel';
import type { Binaries } from './binaries.js';
import type { Cluster } from './cluster.js';
import { type Address, ask } from './connection.js';
import { EmbeddedServerError, errorText, ifPresent } from './errors.js';
import { commandLine, isRunning } from './process-identity.js';
import { until } from './until.js';

const run = promisify(execFile);

/** How long a server may repeat lost work after a crash, or finish stopping, in milliseconds. */
const RECOVERY_MS = 300_000;

/** What a running server writes about itself into its data folder. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** `starting`, `ready`, `stopping` … */
  readonly status: string;
}

/** Reads `postmaster.pid`; undefined when there is none or it is still being written. */
export async function readPostmaster(data: string): Promise<Postmaster | undefined> {
  const lines = ((await ifPresent(readFile(pidFile(data), 'utf8'))) ?? '').split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  const usable = Number.isSafeInteger(pid) && pid > 0 && Number.isSafeInteger(port) && port > 0;
  return usable ? { pid, port, status: lines[7]?.trim() ?? '' } : undefined;
}

/**
 * The server that already runs on the cluster and answers, left by a process that died or in use by
 * another. Clears the way when there is none: waits for one that is stopping, ends one that hangs,
 * and removes the mark of one that is gone. Undefined means that a server can be started.
 */
export async function adoptPostmaster(
  { data, password }: Cluster,
  { binaries, log }: { binaries: Binaries; log: (line: string) => void },
): Promise<Address | undefined> {
  let announced = false;
  const outcome = await until(
    async (): Promise<Address | 'none' | 'hangs' | undefined> => {
      const found = await readPostmaster(data);
      if (found === undefined || !(await runsOn(found.pid, data))) {
        return 'none';
      }
      const address = { port: found.port, password };
      if (found.status === 'ready') {
        const answer = await ask(address);
        if (answer.kind === 'full' || (answer.kind === 'ready' && answer.data === data)) {
          return address;
        }
        if (answer.kind === 'foreign') {
          throw wrongPassword(data);
        }
        const now = await readPostmaster(data);
        if (answer.kind === 'silent' && now?.status === 'ready' && now.pid === found.pid) {
          return 'hangs';
        }
      }
      if (!announced) {
        log(`waiting for the embedded PostgreSQL that is ${found.status}`);
      }
      announced = true;
      return undefined;
    },
    { timeoutMs: RECOVERY_MS, everyMs: 20 },
  );
  if (typeof outcome === 'object') {
    return outcome;
  }
  if (outcome !== 'none') {
    log('the embedded PostgreSQL does not answer; starting it anew');
    await stopPostmaster(data, { binaries, patienceMs: 5_000 });
  }
  await rm(pidFile(data), { force: true });
  return undefined;
}

/**
 * Stops the server on the data folder and waits until it is gone: first letting it finish its
 * writes, after `patienceMs` milliseconds at once (the next start repairs), at last by force.
 */
export async function stopPostmaster(
  data: string,
  { binaries, patienceMs }: { binaries: Binaries; patienceMs: number },
): Promise<void> {
  const found = await readPostmaster(data);
  if (found === undefined || !(await runsOn(found.pid, data))) {
    return;
  }
  for (const [signal, timeoutMs] of [
    ['SIGINT', patienceMs],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    await send(found.pid, signal, data, binaries);
    const gone = await until(async () => ((await isRunning(found.pid)) ? undefined : true), {
      timeoutMs,
      everyMs: 5,
    });
    if (gone === true) {
      return;
    }
  }
  throw new EmbeddedServerError(
    `The embedded PostgreSQL (process ${found.pid}) can't be stopped. End it by hand.`,
  );
}

async function send(
  pid: number,
  signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL',
  data: string,
  binaries: Binaries,
): Promise<void> {
  try {
    if (process.platform === 'win32') {
      const mode = signal === 'SIGINT' ? 'fast' : 'immediate';
      await run(binaries.pgCtl, ['stop', '-D', data, '-m', mode, '-W']).catch(() => undefined);
      return;
    }
    process.kill(pid, signal);
    process.kill(pid, 'SIGCONT');
  } catch (error) {
    if (errorCode(error) === 'ESRCH') {
      return;
    }
    throw new EmbeddedServerError(
      `The embedded PostgreSQL (process ${pid}) can't be stopped by this user ` +
        `(${errorText(error)}). Start Maru as the user that started it before.`,
      { cause: error },
    );
  }
}

/** Whether the process is a PostgreSQL server on this very folder, not a number used again. */
export async function runsOn(pid: number, data: string): Promise<boolean> {
  if (!(await isRunning(pid))) {
    return false;
  }
  const words = await commandLine(pid);
  if (words === undefined) {
    return true;
  }
  if (!/postgres(\.exe)?["']? /.test(words)) {
    return false;
  }
  // A server that was moved together with its folder shows where it is now.
  const place = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  return place === data || words.includes(`-D ${data} `);
}

function wrongPassword(data: string): EmbeddedServerError {
  return new EmbeddedServerError(
    `The server running on ${data} refuses the password kept beside it. ` +
      'Stop that server, put the right password file back, or set DATA_DIR to another folder.',
  );
}

function pidFile(data: string): string {
  return join(data, 'postmaster.pid');
}
