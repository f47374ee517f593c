import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './free-port.js';

const run = promisify(execFile);

/** A PostgreSQL server of the same version as the client programs of this machine. */
export interface DebianPostgres {
  /** Makes an empty database. @returns `postgres://…` */
  database(name: string): Promise<string>;
  /** Ends the server as a crash would. */
  crash(): Promise<void>;
  /** Starts it again, on the same port. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a server in a folder of its own: as `postgres` when this process is root, because root may not.
 *
 * @param pgCtl path of `pg_ctl`; `initdb` lies beside it
 */
export async function debianPostgres(pgCtl: string): Promise<DebianPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'maru-postgres-'));
  const asRoot = process.getuid?.() === 0;
  if (asRoot) {
    const { stdout } = await run('id', ['-u', 'postgres']);
    await chown(folder, Number(stdout), 0);
  }
  const program = (name: string, ...args: string[]) => {
    const path = join(dirname(pgCtl), name);
    return asRoot ? run('runuser', ['-u', 'postgres', '--', path, ...args]) : run(path, args);
  };
  const data = join(folder, 'data');
  const port = await freePort();
  await program(
    'initdb',
    '-D',
    data,
    '-U',
    'maru',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
  );
  const options = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories= -c fsync=off`;
  const start = async (): Promise<void> => {
    await program('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), '-o', options, 'start');
  };
  const crash = async (): Promise<void> => {
    await program('pg_ctl', '-D', data, '-w', '-m', 'immediate', 'stop');
  };
  await start();
  const url = (name: string) => `postgres://maru@127.0.0.1:${port}/${name}`;
  return {
    database: async (name) => {
      const client = new pg.Client({ connectionString: url('postgres') });
      await client.connect();
      await client.query(`create database ${name}`).finally(() => client.end());
      return url(name);
    },
    start,
    crash,
    stop: async () => {
      // It may be away already.
      await crash().catch(() => undefined);
      await rm(folder, { recursive: true });
    },
  };
}
