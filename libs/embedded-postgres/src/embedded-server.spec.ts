import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformFile } from '@swc/core';
import pg from 'pg';
import { eventually } from '#libs/testing';
import {
  type EmbeddedServer,
  EmbeddedServerError,
  startEmbeddedServer,
} from './embedded-server.js';
import { readPostmaster } from './postmaster.js';
import { isRunning } from './process-identity.js';

const OWNER = `
import { startEmbeddedServer } from './embedded-server.js';
const server = await startEmbeddedServer({ directory: process.argv[2], disposable: true });
process.once('SIGTERM', () => void server.release().then(() => process.exit(0)));
setInterval(() => undefined, 1000);
console.log(server.url);
`;

let compiled: string;
let folder: string;
let directory: string;
const children = new Set<ChildProcess>();
const started = new Set<EmbeddedServer>();

/** Another process that uses the folder, from these very sources. */
function startOwner(): ChildProcess {
  const child = spawn(process.execPath, [join(compiled, 'owner.js'), directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  return child;
}

async function urlFrom(child: ChildProcess): Promise<string> {
  if (child.stdout === null) {
    throw new Error('the child has no output');
  }
  const [chunk] = await once(child.stdout, 'data');
  return String(chunk).trim();
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

async function serverPid(): Promise<number> {
  const found = await readPostmaster(join(directory, 'data'));
  if (found === undefined) {
    throw new Error('no server');
  }
  return found.pid;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    return rows.flat();
  } finally {
    await client.end();
  }
}

/** Writes file after file for a while, as a child of a killed process goes on to. */
async function writeOnIn(path: string): Promise<void> {
  for (let file = 0; file < 500; file += 1) {
    await writeFile(join(path, String(file)), '').catch(() => undefined);
  }
}

async function start(): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer({ directory, disposable: true });
  started.add(server);
  return server;
}

beforeAll(async () => {
  // Inside the checkout, where the packages are found, and as modules, as in the built program.
  const cache = join(process.cwd(), '.cache');
  await mkdir(cache, { recursive: true });
  compiled = await mkdtemp(join(cache, 'embedded-spec-'));
  await writeFile(join(compiled, 'owner.js'), OWNER);
  for (const name of await readdir(__dirname)) {
    if (!name.endsWith('.ts') || name.endsWith('.spec.ts')) {
      continue;
    }
    const { code } = await transformFile(join(__dirname, name), {
      swcrc: false,
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'es6' },
    });
    await writeFile(join(compiled, name.replace(/ts$/, 'js')), code);
  }
  folder = await mkdtemp(join(tmpdir(), 'maru embedded 마루-'));
});

beforeEach(async () => {
  directory = await mkdtemp(join(folder, '데이터 '));
});

afterEach(async () => {
  for (const child of children) {
    child.kill('SIGKILL');
  }
  children.clear();
  // Joining and leaving as the last one stops whatever a failed test left running.
  if ((await readPostmaster(join(directory, 'data'))) !== undefined) {
    await start();
  }
  for (const server of started) {
    await server.release();
  }
  started.clear();
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await rm(compiled, { recursive: true, force: true });
});

describe('the embedded server', () => {
  it('knows Hangul, is shared within a process, and stops with its last user', async () => {
    const first = await start();
    const second = await start();
    expect(second.url).toBe(first.url);
    await query(first.url, 'create extension pg_trgm');
    const [words, locale] = await query(
      first.url,
      `select cardinality(show_trgm('서울')), (select datlocale from pg_database where datname = 'maru')`,
    );
    expect([words, locale]).toEqual([3, 'C.UTF-8']);
    const pid = await serverPid();

    await first.release();
    await first.release();
    expect(await query(second.url, 'select 1')).toEqual([1]);
    await second.release();
    expect(await isRunning(pid)).toBe(false);

    const again = await start();
    expect(again.url).toBe(first.url);
    await again.release();
  });

  it('is adopted when the process that started it was killed', async () => {
    const owner = startOwner();
    const url = await urlFrom(owner);
    const pid = await serverPid();
    await end(owner, 'SIGKILL');
    expect(await isRunning(pid)).toBe(true);

    const server = await start();
    expect(server.url).toBe(url);
    expect(await serverPid()).toBe(pid);
    expect(await readdir(join(directory, 'leases'))).toHaveLength(1);
    await server.release();
    expect(await isRunning(pid)).toBe(false);
  });

  it('leads a session of its own, away from the Ctrl-C of the terminal', async () => {
    const server = await start();
    const pid = await serverPid();
    if (process.platform === 'linux') {
      const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ').at(-1)?.split(' ');
      expect(fields?.slice(2, 4)).toEqual([String(pid), String(pid)]);
      expect(await readlink(`/proc/${pid}/fd/0`)).toBe('/dev/null');
    }
    await server.release();
  });

  it('is shared by processes that start at once; the last one out stops it', async () => {
    const owners = [startOwner(), startOwner(), startOwner()];
    const urls = await Promise.all(owners.map(urlFrom));
    expect(new Set(urls).size).toBe(1);
    const pid = await serverPid();
    const [first, second, last] = owners;
    if (!first || !second || !last) {
      throw new Error('three processes were started');
    }
    await Promise.all([end(first, 'SIGTERM'), end(second, 'SIGKILL')]);
    expect(await isRunning(pid)).toBe(true);
    // One leaves while another comes: whatever the order, the newcomer has a server.
    const [, newcomer] = await Promise.all([end(last, 'SIGTERM'), start()]);
    expect(await query(newcomer.url, 'select 1')).toEqual([1]);
    const current = await serverPid();
    await newcomer.release();
    expect(await isRunning(current)).toBe(false);
  });

  it('begins again after being killed while it made the cluster', async () => {
    const owner = startOwner();
    // A machine that lets this process wait meanwhile has made it already.
    await eventually(async () =>
      (await readdir(directory)).some((name) => name.startsWith('init-') || name === 'data'),
    );
    await end(owner, 'SIGKILL');
    const left = join(directory, 'init-older', 'data');
    await mkdir(left, { recursive: true });
    const [server] = await Promise.all([start(), writeOnIn(left)]);
    expect(await query(server.url, 'select 1')).toEqual([1]);
    expect((await readdir(directory)).filter((name) => name.startsWith('init-'))).toEqual([]);
    await server.release();
  });

  it('recovers when everything was killed, and trusts no process number used again', async () => {
    const owner = startOwner();
    const url = await urlFrom(owner);
    await query(url, 'create table kept as select 7 as n');
    // A disposable server answers before its log is written.
    const password = (await readFile(join(directory, 'password'), 'utf8')).trim();
    await query(url.replace(/\/\/.*@/, `//maru:${password}@`), 'checkpoint');
    const pid = await serverPid();
    process.kill(pid, 'SIGKILL');
    await end(owner, 'SIGKILL');
    await eventually(async () => !(await isRunning(pid)));
    const path = join(directory, 'data', 'postmaster.pid');
    await writeFile(path, (await readFile(path, 'utf8')).replace(/^\d+/, String(process.pid)));
    // The lock, too, may be left by a process that died holding it.
    const dead = JSON.stringify({ pid: owner.pid, mark: 'gone', token: 'a' });
    await writeFile(join(directory, 'lock'), dead);
    await writeFile(join(directory, 'lock.break-a'), dead.replace('"a"', '"b"'));

    const server = await start();
    expect(await query(server.url, 'select n from kept')).toEqual([7]);
    await server.release();
  });

  it('replaces a server that hangs', async () => {
    const owner = startOwner();
    await urlFrom(owner);
    const pid = await serverPid();
    await end(owner, 'SIGKILL');
    process.kill(pid, 'SIGSTOP');
    const server = await start();
    expect(await query(server.url, 'select 1')).toEqual([1]);
    expect(await isRunning(pid)).toBe(false);
    await server.release();
  });

  it('is brought back when it was killed and one of its processes does not end by itself', async () => {
    const server = await start();
    const lost = jest.fn();
    server.keep(lost);
    const client = new pg.Client({ connectionString: server.url });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const [postmaster, left] = [await serverPid(), rows[0]!.pid];
    process.kill(left, 'SIGSTOP');
    process.kill(postmaster, 'SIGKILL');

    await eventually(async () => {
      expect(lost).not.toHaveBeenCalled();
      const found = await readPostmaster(join(directory, 'data'));
      return found?.status === 'ready' && found.pid !== postmaster;
    });
    expect(await query(server.url, 'select 1')).toEqual([1]);
    expect(await isRunning(left)).toBe(false);
    await server.release();
  });

  it('is brought back when it was killed and its process number is used again', async () => {
    const server = await start();
    server.keep(() => undefined);
    const [path, killed] = [join(directory, 'data', 'postmaster.pid'), await serverPid()];
    await writeFile(path, (await readFile(path, 'utf8')).replace(/^\d+/, String(process.pid)));
    process.kill(killed, 'SIGKILL');

    await eventually(async () => {
      const found = await readPostmaster(join(directory, 'data'));
      return found?.status === 'ready' && ![killed, process.pid].includes(found.pid);
    });
    expect(await query(server.url, 'select 1')).toEqual([1]);
    await server.release();
  });

  it('says in one line what to do when it can not start', async () => {
    await mkdir(join(directory, 'data'));
    await writeFile(join(directory, 'data', 'PG_VERSION'), '12\n');
    const version = await start().catch((error: unknown) => error);
    expect(version).toBeInstanceOf(EmbeddedServerError);
    expect(String(version)).toMatch(/^EmbeddedServerError: .*made by PostgreSQL 12.*[^\n]$/);
    await rm(join(directory, 'data', 'PG_VERSION'));

    await writeFile(join(directory, 'file'), '');
    const occupied = startEmbeddedServer({ directory: join(directory, 'file', 'x') });
    await expect(occupied).rejects.toThrow(/part of the path is a file.*DATA_DIR/);
  });
});
