import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import stopTestServer from '../libs/testing/src/global-teardown.mjs';
import { isAlive, stopPostgres } from '../libs/testing/src/stop-postgres.mjs';
import { endWithNpmShell } from './npm-shell.mjs';
import { prepare } from './prepare.mjs';

/** How long programs may take to end by themselves, in milliseconds. */
const GRACE_MS = 30_000;

await prepare({ build: true });
const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
// Everything that a run leaves behind lies in a folder of its own, apart from other runs on the machine, and goes with it.
const scratch = mkdtempSync(join(tmpdir(), 'maru test '));
// As root, PostgreSQL runs as somebody else, who must be able to pass.
if (process.getuid?.() === 0) {
  chmodSync(scratch, 0o711);
}
const child = spawn(process.execPath, [jest, ...process.argv.slice(2)], {
  stdio: 'inherit',
  // A group of its own: Jest passes no signal on, neither to its workers nor to the programs that tests start.
  detached: process.platform !== 'win32',
  // It stands once per worker between the results, and says nothing about them.
  env: {
    ...process.env,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    TMPDIR: scratch,
  },
});
const group = process.platform === 'win32' ? child.pid : -child.pid;
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    interrupted = true;
    toAll(signal);
  });
}
endWithNpmShell();
child.on('close', async (code, signal) => {
  if (interrupted) {
    await endAll();
  }
  rmSync(scratch, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
});

/** Waits for the programs of an interrupted run, and ends its PostgreSQL servers, which are in no group. */
async function endAll() {
  const deadline = Date.now() + GRACE_MS;
  while (isAlive(group) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  toAll('SIGKILL');
  const files = readdirSync(scratch, { recursive: true });
  for (const file of files.filter((name) => basename(name) === 'postmaster.pid')) {
    await stopPostgres(dirname(join(scratch, file)));
  }
  await stopTestServer();
}

function toAll(signal) {
  if (isAlive(group)) {
    process.kill(group, signal);
  }
}
