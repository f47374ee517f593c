import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare } from './prepare.mjs';

/** Programs that the checks run, and the Debian packages that hold them. */
const DEBIAN_PACKAGES = {
  nginx: ['nginx-light'],
  promtool: ['prometheus'],
  amtool: ['prometheus-alertmanager'],
  'redis-server': ['redis-server'],
  'docker-compose': ['docker-compose'],
  pg_dump: ['postgresql-client'],
  pg_ctlcluster: ['postgresql'],
  rclone: ['rclone'],
  shellcheck: ['shellcheck'],
  go: ['golang-go', 'golang-github-masterminds-sprig-dev', 'golang-gopkg-yaml.v3-dev'],
};

await prepare({ build: true });
installMissing();
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const child = spawn(
  process.execPath,
  [
    join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
    '--config',
    join(root, 'test', 'deploy', 'jest.config.mjs'),
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: searchPath() } },
);
child.on('close', (code) => process.exit(code ?? 1));

function installMissing() {
  const missing = Object.keys(DEBIAN_PACKAGES).filter((program) => !isInstalled(program));
  if (missing.length === 0) {
    return;
  }
  if (!isInstalled('apt-get') || process.getuid?.() !== 0) {
    console.error(`Not installed: ${missing.join(', ')}. The checks that need them are skipped.`);
    return;
  }
  const packages = missing.flatMap((program) => DEBIAN_PACKAGES[program]);
  console.error(`Installing ${packages.join(', ')} …`);
  apt('update', '-qq');
  apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, stderr } = spawnSync('apt-get', args, { env, encoding: 'utf8' });
  if (status !== 0) {
    console.error(`apt-get ${args[0]} failed:\n${stderr}`);
    process.exit(1);
  }
}

function isInstalled(program) {
  return searchPath()
    .split(delimiter)
    .some((folder) => isExecutable(join(folder, program)));
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Servers lie in sbin, which isn't on the path of ordinary users. */
function searchPath() {
  return [process.env.PATH, '/usr/local/sbin', '/usr/sbin', '/sbin'].join(delimiter);
}
