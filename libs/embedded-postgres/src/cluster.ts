import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.js';
import { EmbeddedServerError, errorText, ifPresent } from './errors.js';
import { handOver, type RunAs } from './run-as.js';

const run = promisify(execFile);

/** The superuser, whose password lies beside the cluster. */
export const SUPERUSER = 'maru';

const UNFINISHED = 'init-';

/** Where a cluster is and how to log in to it. */
export interface Cluster {
  /** PostgreSQL's own data folder */
  readonly data: string;
  readonly password: string;
}

/**
 * The cluster in `directory`. Throws {@link EmbeddedServerError} when there is one that these
 * programs or this password can't open. Undefined when none was made yet.
 */
export async function findCluster(directory: string, major: string): Promise<Cluster | undefined> {
  const data = join(directory, 'data');
  const version = (await ifPresent(readFile(join(data, 'PG_VERSION'), 'utf8')))?.trim();
  if (version === undefined) {
    const content = await ifPresent(readdir(data));
    if (content !== undefined && content.length > 0) {
      throw new EmbeddedServerError(
        `${data} is not a PostgreSQL cluster. Move it away, or set DATA_DIR to another folder.`,
      );
    }
    return undefined;
  }
  if (version !== major) {
    throw new EmbeddedServerError(
      `${data} was made by PostgreSQL ${version}, but this Maru brings PostgreSQL ${major}. ` +
        'Move the folder away to start empty, or start the Maru that made it to export the data.',
    );
  }
  const password = await readPassword(directory);
  if (password === undefined) {
    throw new EmbeddedServerError(
      `${passwordFile(directory)} is missing, so the database beside it can't be opened. ` +
        'Put the file back, or move the folder away to start empty.',
    );
  }
  return { data, password };
}

/**
 * Makes the cluster in `directory`, all or nothing: it is built in a folder of its own and renamed
 * when complete, so a start that was cut short leaves only litter, which the next one removes.
 */
export async function createCluster(
  directory: string,
  { binaries, runAs, durable }: { binaries: Binaries; runAs: RunAs; durable: boolean },
): Promise<Cluster> {
  await removeUnfinished(directory);
  const password = (await readPassword(directory)) ?? (await writePassword(directory));
  const workshop = await mkdtemp(join(directory, UNFINISHED));
  try {
    const passwordCopy = join(workshop, 'password');
    await writeFile(passwordCopy, `${password}\n`, { mode: 0o600 });
    await handOver(workshop, runAs.owner);
    await initialise(join(workshop, 'data'), { binaries, runAs, durable, passwordCopy });
    const data = join(directory, 'data');
    // An empty folder in its place is in nobody's way; a full one was refused before.
    if ((await ifPresent(readdir(data))) !== undefined) {
      await rmdir(data);
    }
    await rename(join(workshop, 'data'), data);
    return { data, password };
  } finally {
    await removeFolder(workshop);
  }
}

async function initialise(
  data: string,
  options: { binaries: Binaries; runAs: RunAs; durable: boolean; passwordCopy: string },
): Promise<void> {
  // Sorting by code point comes from PostgreSQL itself. What a letter is, pg_trgm asks the C
  // library: it needs a UTF-8 locale or drops Hangul, and its name differs between systems.
  let failure: unknown;
  for (const ctype of ['C.UTF-8', 'C.utf8', 'en_US.UTF-8', 'UTF-8', 'en-US']) {
    const words = ['-D', data, '-U', SUPERUSER, '--auth=scram-sha-256', '--encoding=UTF8'];
    words.push(`--pwfile=${options.passwordCopy}`, '--no-instructions');
    words.push('--locale=C', `--lc-ctype=${ctype}`, '--text-search-config=simple');
    words.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8');
    if (!options.durable) {
      words.push('--no-sync');
    }
    const command = options.runAs.command(options.binaries.initdb, words);
    try {
      await run(command.file, command.args, command.options);
      return;
    } catch (error) {
      failure = error;
      if (!errorText(error).includes('invalid locale name')) {
        break;
      }
    }
  }
  const lines = errorText(failure).trim().split('\n');
  const telling = lines.find((line) => /error:|FATAL/.test(line)) ?? lines.at(-1) ?? '';
  throw new EmbeddedServerError(
    `The embedded PostgreSQL could not make its database in ${data}: ` +
      `${telling}. Set DATA_DIR to another folder, or DATABASE_URL.`,
    { cause: failure },
  );
}

async function removeUnfinished(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (name.startsWith(UNFINISHED)) {
      await removeFolder(join(directory, name));
    }
  }
}

/** Of the process that made it, if it was killed, a child may still be writing there, until it misses its files. */
async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 100, retryDelay: 20 });
}

async function readPassword(directory: string): Promise<string | undefined> {
  const text = (await ifPresent(readFile(passwordFile(directory), 'utf8')))?.trim();
  return text === '' ? undefined : text;
}

async function writePassword(directory: string): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  const draft = join(directory, `${UNFINISHED}password`);
  await mkdir(directory, { recursive: true });
  await writeFile(draft, `${password}\n`, { mode: 0o600 });
  await rename(draft, passwordFile(directory));
  return password;
}

function passwordFile(directory: string): string {
  return join(directory, 'password');
}
