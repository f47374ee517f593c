import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian packages of the outside programs that the deployment checks run. */
const PACKAGES: Readonly<Record<string, string>> = {
  nginx: 'nginx-light',
  promtool: 'prometheus',
  amtool: 'prometheus-alertmanager',
  'docker-compose': 'docker-compose',
  'redis-server': 'redis-server',
  psql: 'postgresql-client',
  pg_dump: 'postgresql-client',
  pg_basebackup: 'postgresql',
  pg_ctl: 'postgresql',
  rclone: 'rclone',
  shellcheck: 'shellcheck',
  openssl: 'openssl',
};

/** Folders that Debian uses and that the PATH of ordinary people leaves out. */
const FURTHER_FOLDERS = ['/usr/sbin', '/usr/local/sbin', ...postgresFolders()];

/** The path of an outside program, or `undefined` when this machine has none of that name. */
export function pathOf(program: string): string | undefined {
  return [...(process.env['PATH'] ?? '').split(delimiter), ...FURTHER_FOLDERS]
    .map((folder) => join(folder, program))
    .find(isExecutable);
}

/**
 * Registers tests that need outside programs. Where one is missing, one test stands in for them, whose name
 * tells what is missing.
 *
 * @param tests gets the path of each program, in order
 */
export function whenInstalled<const Programs extends readonly string[]>(
  programs: Programs,
  tests: (...paths: { [K in keyof Programs]: string }) => void,
): void {
  const paths = programs.map(pathOf);
  const missing = programs.filter((_, i) => paths[i] === undefined);
  if (missing.length === 0) {
    tests(...(paths as { [K in keyof Programs]: string }));
    return;
  }
  const wanted = missing.map((name) => `${name} (package ${PACKAGES[name] ?? name})`).join(', ');
  it(`not checked here: ${wanted} is not installed`, () => {
    expect(missing.map(pathOf)).toEqual(missing.map(() => undefined));
  });
}

function postgresFolders(): string[] {
  const root = '/usr/lib/postgresql';
  try {
    return readdirSync(root).map((version) => join(root, version, 'bin'));
  } catch {
    return [];
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
