import { execFile, type SpawnOptions } from 'node:child_process';
import { chown, lstat, readdir, readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join, parse } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedServerError, errorText, ifPresent } from './errors.js';

const run = promisify(execFile);

/**
 * PostgreSQL refuses to run as root. How its programs are started:
 * `self` as this user · `namespace` in a user namespace, where root has another number ·
 * `setpriv` as another user who may still pass through root's folders · `uid` as another user.
 */
export type RunAsWay = 'self' | 'namespace' | 'setpriv' | 'uid';

/** A user and group number. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** A command as `spawn` wants it. */
export interface Command {
  readonly file: string;
  readonly args: string[];
  readonly options: Pick<SpawnOptions, 'uid' | 'gid' | 'cwd' | 'env'>;
}

/** One way to start PostgreSQL's programs. */
export interface RunAs {
  readonly way: RunAsWay;
  /** whose the files of the cluster must be; undefined: whoever makes them */
  readonly owner?: Owner;
  command(file: string, args: readonly string[]): Command;
}

/**
 * The first way that really works here, tried out on `directory` and the program `postgres`.
 * The files of an existing cluster keep their owner. `forced` allows only that way.
 * Throws {@link EmbeddedServerError} when none works.
 */
export async function chooseRunAs(options: {
  directory: string;
  postgres: string;
  forced?: RunAsWay | undefined;
}): Promise<RunAs> {
  const { directory, postgres, forced } = options;
  const root = process.getuid?.() === 0;
  const stranger = await knownStranger();
  const found = await ifPresent(lstat(join(directory, 'data')));
  const foreign = root && found !== undefined && found.uid !== 0;
  const owner: Owner = foreign ? { uid: found.uid, gid: found.gid } : stranger;

  let ways: RunAsWay[] = foreign ? ['setpriv', 'uid'] : ['namespace', 'setpriv', 'uid'];
  if (!root) {
    ways = found === undefined && !hasName() ? ['namespace', 'self'] : ['self'];
  }
  if (forced !== undefined) {
    ways = [forced];
  }

  let reason = '';
  for (const way of ways) {
    const runAs = make(way, way === 'namespace' ? stranger : owner);
    try {
      await tryOut(runAs, directory, postgres);
      return runAs;
    } catch (error) {
      reason = errorText(error);
    }
  }
  const cause = root
    ? "PostgreSQL can't run as root, and starting it as another user failed. Run Maru as an ordinary user,"
    : 'The embedded PostgreSQL can\'t be run by this user. Run "npm ci" again,';
  throw new EmbeddedServerError(
    `${cause} or set DATABASE_URL to a server of your own. (${reason})`,
  );
}

/** Gives `path` and all below it to the user that PostgreSQL runs as, where that differs. */
export async function handOver(path: string, owner: Owner | undefined): Promise<void> {
  if (owner === undefined) {
    return;
  }
  const { uid, gid } = await lstat(path);
  if (uid === owner.uid && gid === owner.gid) {
    return;
  }
  // The top goes last: as long as it belongs to root, an interrupted hand-over is begun again.
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) {
      continue;
    }
    await chown(join(entry.parentPath, entry.name), owner.uid, owner.gid);
  }
  await chown(path, owner.uid, owner.gid);
}

async function tryOut(runAs: RunAs, directory: string, postgres: string): Promise<void> {
  const script = 'test -x "$1" && exec "$2" --version';
  const { file, args, options } = runAs.command('/bin/sh', [
    '-c',
    script,
    'sh',
    directory,
    postgres,
  ]);
  await run(file, args, options);
}

/** Whether this user stands in the system's list; initdb refuses one that doesn't. */
function hasName(): boolean {
  try {
    userInfo();
    return true;
  } catch {
    return false;
  }
}

/** A user without rights that stands in the system's list: `nobody`, else any but root. */
async function knownStranger(): Promise<Owner> {
  const users = ((await ifPresent(readFile('/etc/passwd', 'utf8'))) ?? '')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => uid > 0 && gid > 0);
  const { uid, gid } = users.find(({ name }) => name === 'nobody') ??
    users.at(-1) ?? { uid: 65_534, gid: 65_534 };
  return { uid, gid };
}

function make(way: RunAsWay, owner: Owner): RunAs {
  // No PG* variable and no locale of the caller reaches the server; no folder is kept busy.
  const { PATH, HOME, TMPDIR, SystemRoot } = process.env;
  const env = Object.fromEntries(
    Object.entries({ PATH, HOME, TMPDIR, SystemRoot }).filter(([, value]) => value !== undefined),
  );
  const options = { cwd: parse(process.cwd()).root, env };
  const through = (file: string, words: string[]): RunAs['command'] => {
    return (program, args) => ({ file, args: [...words, program, ...args], options });
  };
  if (way === 'namespace') {
    const words = ['--user', `--map-user=${owner.uid}`, `--map-group=${owner.gid}`];
    return { way, command: through('unshare', words) };
  }
  if (way === 'setpriv') {
    const words = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'];
    words.push('--inh-caps=+dac_override', '--ambient-caps=+dac_override');
    // Without this access(2), which PostgreSQL asks about its own programs, ignores capabilities.
    words.push('--securebits=+no_setuid_fixup');
    return { way, owner, command: through('setpriv', words) };
  }
  if (way === 'uid') {
    return {
      way,
      owner,
      command: (file, args) => ({ file, args: [...args], options: { ...options, ...owner } }),
    };
  }
  return { way, command: (file, args) => ({ file, args: [...args], options }) };
}
