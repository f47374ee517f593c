import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import type { Cluster } from './cluster.js';
import { type Address, ask } from './connection.js';
import { EmbeddedServerError, ifPresent } from './errors.js';
import { endLeftBehind } from './left-behind.js';
import { readPostmaster } from './postmaster.js';
import { handOver, type RunAs } from './run-as.js';
import { serverArguments } from './settings.js';
import { until } from './until.js';

const LOG_LIMIT_BYTES = 2_000_000;
const ATTEMPTS = 20;
const LONGEST_PAUSE_MS = 1_000;
const READY_MS = 300_000;

/**
 * Starts a server on the cluster and waits until it answers. It leads a session of its own, so the
 * Ctrl-C that ends Maru does not reach it. It gets the port of last time when that is free.
 * Throws {@link EmbeddedServerError} with what the server wrote when it does not come up.
 */
export async function launchPostmaster(
  cluster: Cluster,
  options: {
    directory: string;
    binaries: Binaries;
    runAs: RunAs;
    disposable: boolean;
    /** the only port that will do, for who is known under it already */
    port?: number | undefined;
    log: (line: string) => void;
  },
): Promise<Address> {
  const portFile = join(options.directory, 'port');
  await handOver(cluster.data, options.runAs.owner);
  const deadline = performance.now() + READY_MS;
  let complaint: string;
  for (let attempt = 0; ; attempt += 1) {
    const wanted = attempt === 0 ? Number(await ifPresent(readFile(portFile, 'utf8'))) : 0;
    const port = options.port ?? (await freePort(wanted));
    const output = await attemptLaunch(cluster, port, options);
    if (output === undefined) {
      await writeFile(portFile, `${port}\n`, { mode: 0o600 });
      return { port, password: cluster.password };
    }
    complaint = output;
    if (output.includes('pre-existing shared memory')) {
      if (performance.now() > deadline) {
        break;
      }
      await endLeftBehind(cluster.data);
    } else if (attempt >= ATTEMPTS || !isWorthRepeating(output)) {
      break;
    }
    await until(() => undefined, { timeoutMs: Math.min(50 * attempt, LONGEST_PAUSE_MS) });
  }
  if (options.port !== undefined && /could not (bind|create any TCP)/.test(complaint)) {
    throw new EmbeddedServerError(
      `The embedded PostgreSQL ended, and another program listens on its port ${options.port}. ` +
        'Start Maru again.',
    );
  }
  const telling = complaint
    .split('\n')
    .findLast((line) => /FATAL|PANIC|ERROR|error|^killed by/.test(line));
  throw new EmbeddedServerError(
    `The embedded PostgreSQL did not start: ${telling ?? (complaint || 'it said nothing')}. ` +
      `See ${logFile(options.directory)}, or set DATABASE_URL to a server of your own.`,
  );
}

/** Whether another program took the port meanwhile, or the server was killed too. */
function isWorthRepeating(output: string): boolean {
  return /could not (bind|create any TCP)|^killed by SIG/m.test(output);
}

/** Answers undefined when the server is ready, else what it wrote before it ended. */
async function attemptLaunch(
  { data, password }: Cluster,
  port: number,
  options: Parameters<typeof launchPostmaster>[1],
): Promise<string | undefined> {
  const path = logFile(options.directory);
  const size = (await ifPresent(stat(path)))?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) {
    await rename(path, `${path}.1`);
  }
  const output = await open(path, 'a', 0o600);
  const before = (await output.stat()).size;
  try {
    const words = serverArguments(data, port, options.disposable);
    const command = options.runAs.command(options.binaries.postgres, words);
    const child = spawn(command.file, command.args, {
      ...command.options,
      detached: true,
      windowsHide: true,
      stdio: ['ignore', output.fd, output.fd],
    });
    let ended: string | undefined;
    child.once('error', (error) => (ended = error.message));
    child.once('exit', (code, signal) => {
      ended ??= signal === null ? `it ended with ${String(code)}` : `killed by ${signal}`;
    });
    child.unref();

    const started = performance.now();
    let announced = false;
    const outcome = await until(
      async (): Promise<'ready' | 'ended' | undefined> => {
        if (ended !== undefined) {
          return 'ended';
        }
        if (!announced && performance.now() - started > 3_000) {
          announced = true;
          options.log('the embedded PostgreSQL is repairing itself after a crash');
        }
        const found = await readPostmaster(data);
        if (found?.pid !== child.pid || found?.status !== 'ready') {
          return undefined;
        }
        const answer = await ask({ port, password });
        if (answer.kind === 'foreign') {
          child.kill('SIGINT');
          throw new EmbeddedServerError(
            `The password in ${join(options.directory, 'password')} is not the one of the ` +
              'database beside it. Put the right file back, or move the folder away.',
          );
        }
        return answer.kind === 'ready' ? 'ready' : undefined;
      },
      { timeoutMs: READY_MS, everyMs: 8 },
    );
    if (outcome === 'ready') {
      return undefined;
    }
    if (outcome === undefined) {
      child.kill('SIGQUIT');
    }
    const written = (await readFile(path)).subarray(before).toString('utf8').trim();
    return `${written}\n${ended ?? ''}`.trim();
  } finally {
    await output.close();
  }
}

/** The wanted port when it is free, else any other. */
async function freePort(wanted: number): Promise<number> {
  const server = createServer();
  try {
    const valid = Number.isSafeInteger(wanted) && wanted > 0 && wanted < 65_536;
    server.listen(valid ? wanted : 0, '127.0.0.1');
    await once(server, 'listening');
  } catch {
    return await freePort(0);
  }
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : await freePort(0);
}

function logFile(directory: string): string {
  return join(directory, 'postgres.log');
}
