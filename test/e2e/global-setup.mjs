import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Starts the built API, jobs included, on a database and folder of its own. With TEST_DATABASE_URL it uses a new
 * database there, else embedded PostgreSQL.
 */
export default async function startProgram() {
  const dataDir = await mkdtemp(join(tmpdir(), 'maru e2e-'));
  const port = await freePort();
  const env = {
    ...process.env,
    NODE_ENV: 'development',
    DATA_DIR: dataDir,
    PORT: String(port),
    HOST: '127.0.0.1',
    DEMO_DATA: 'false',
    RATE_LIMIT: 'off',
    LOG_LEVEL: 'info',
    ADMIN_EMAIL: 'root@maru.test',
    ADMIN_PASSWORD: 'a superuser of the tests',
    PASSWORD_HASH_MEMORY_KIB: '1024',
    PASSWORD_HASH_ITERATIONS: '1',
  };
  globalThis.maruProgram = { env, dataDir, child: undefined };
  process.env.MARU_URL = `http://127.0.0.1:${port}`;
  process.env.MARU_DATA_DIR = dataDir;
  await mkdir('.cache', { recursive: true });
  const child = spawn(process.execPath, ['dist/apps/api/src/main.js'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  globalThis.maruProgram.child = child;
  const log = createWriteStream('.cache/e2e.log');
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  await ready(child, `${process.env.MARU_URL}/health/ready`);
}

async function ready(child, url) {
  // Ten times what a slow machine needs; see PATIENCE_MS of the test helpers.
  const deadline = Date.now() + 300_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) {
      throw new Error('The API ended while starting: see .cache/e2e.log.');
    }
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The API never got ready: see .cache/e2e.log.');
}

/** Below what operating systems hand out by themselves: there the next outgoing connection may take it again. */
function freePort() {
  const port = randomInt(10_000, 32_000);
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(freePort()));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(port)));
  });
}
