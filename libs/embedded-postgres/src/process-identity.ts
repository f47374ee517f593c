import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { errorCode } from '#libs/kernel';

const run = promisify(execFile);

/** Names one process for good: a number alone is given to another process later. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When the process started, in a form that only compares; absent where it can't be found out. */
  readonly mark?: string;
}

/** Whether an unknown value, read from a file, is a {@link ProcessIdentity}. */
export function isProcessIdentity(value: unknown): value is ProcessIdentity {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const mark = 'mark' in value ? value.mark : undefined;
  return (
    'pid' in value &&
    typeof value.pid === 'number' &&
    Number.isSafeInteger(value.pid) &&
    value.pid > 0 &&
    (mark === undefined || typeof mark === 'string')
  );
}

let own: Promise<ProcessIdentity> | undefined;

/** The identity of this process. */
export function ownIdentity(): Promise<ProcessIdentity> {
  own ??= startMark(process.pid).then((mark) => ({
    pid: process.pid,
    ...(mark === undefined ? {} : { mark }),
  }));
  return own;
}

/** Whether a process with this number runs; one that ended and waits for its parent does not. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCode(error) !== 'EPERM') {
      return false;
    }
  }
  return !['Z', 'X'].includes((await linuxStat(pid))?.state ?? '');
}

/** Whether exactly this process still runs. In doubt (no start time to compare) it does. */
export async function isAlive({ pid, mark }: ProcessIdentity): Promise<boolean> {
  if (!(await isRunning(pid))) {
    return false;
  }
  const current = await startMark(pid);
  return mark === undefined || current === undefined || mark === current;
}

/** The words a process was started with; undefined where the system doesn't tell. */
export async function commandLine(pid: number): Promise<string | undefined> {
  try {
    if (process.platform === 'linux') {
      return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim();
    }
    return await psField(pid, 'command=');
  } catch {
    return undefined;
  }
}

async function startMark(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const stat = await linuxStat(pid);
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
    return stat === undefined ? undefined : `${boot.trim()}:${stat.startedAt}`;
  }
  return await psField(pid, 'lstart=').catch(() => undefined);
}

/** The process that started it; undefined where the system doesn't tell. */
export async function parentOf(pid: number): Promise<number | undefined> {
  return (await linuxStat(pid))?.parent;
}

async function linuxStat(
  pid: number,
): Promise<{ state: string; parent: number; startedAt: string } | undefined> {
  if (process.platform !== 'linux') {
    return undefined;
  }
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The second field, the program's name, may hold spaces and parentheses.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, parent, startedAt] = [fields[0], Number(fields[1]), fields[19]];
  return state === undefined || startedAt === undefined ? undefined : { state, parent, startedAt };
}

async function psField(pid: number, field: string): Promise<string | undefined> {
  if (process.platform === 'win32') {
    return undefined;
  }
  const { stdout } = await run('ps', ['-o', field, '-p', String(pid)], {
    env: { ...process.env, LC_ALL: 'C' },
  });
  return stdout.trim() === '' ? undefined : stdout.trim();
}
