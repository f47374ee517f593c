import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';

const LOGS = '.cache/bench/logs';
const TICK_MS = 10;
const READY_LIMIT_MS = 300_000;

/** A program that was started for the benchmark. */
export interface Running {
  readonly url: string;
  readonly pid: number;
  /** Milliseconds of processor time that it has used, of all its threads. */
  cpu(): number;
  /** Resident memory in MB. */
  rss(): number;
  stop(): Promise<void>;
  /** Lets it rest while something is done; within that once more, too. */
  resting<T>(act: () => Promise<T>): Promise<T>;
}

/** Starts a built program, and waits until its address answers. */
export async function startProgram(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  readyPath: string,
): Promise<Running & { readonly readyMs: number }> {
  mkdirSync(LOGS, { recursive: true });
  const log = openSync(`${LOGS}/${name}.log`, 'w');
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(process.execPath, [...args], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      ...env,
      PORT: String(port),
      WORKER_PORT: String(port),
    },
    stdio: ['ignore', log, log],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${String(port)}`;
  try {
    await ready(child, name, url + readyPath);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  const pid = child.pid ?? 0;
  let rests = 0;
  return {
    url,
    pid,
    readyMs: performance.now() - begun,
    cpu: () => processorTime(pid),
    rss: () => residentMemory(pid),
    resting: async (act) => {
      child.kill('SIGSTOP');
      rests += 1;
      try {
        return await act();
      } finally {
        rests -= 1;
        if (rests === 0) {
          child.kill('SIGCONT');
        }
      }
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
    },
  };
}

async function ready(child: ChildProcess, name: string, url: string): Promise<void> {
  const deadline = performance.now() + READY_LIMIT_MS;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) {
      throw new Error(`${name} ended while it started: see ${LOGS}/${name}.log.`);
    }
    const answer = await fetch(url).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) {
      return;
    }
    await setTimeout(20);
  }
  throw new Error(`${name} did not get ready: see ${LOGS}/${name}.log.`);
}

function processorTime(pid: number): number {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

function residentMemory(pid: number): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
}

/** A port that nobody uses now. */
async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
