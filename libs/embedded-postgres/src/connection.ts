import { createHmac } from 'node:crypto';
import pg from 'pg';
import { errorCode } from '#libs/kernel';
import { SUPERUSER } from './cluster.js';
import { HAND_OVER } from './hand-over.js';

/** The database that Maru lives in. */
export const DATABASE = 'maru';

/** Who owns that database and all in it, and may do nothing else: the programs log in with it. */
export const APPLICATION_ROLE = 'maru_app';

/** Where a server listens, always on 127.0.0.1, and the superuser's password. */
export interface Address {
  readonly port: number;
  readonly password: string;
}

/**
 * What a server says to a log-in: `ready` with its data folder · `full` when it has no free
 * connection · `not-yet` while it starts or stops · `foreign` when it is not ours (wrong password) · `silent` otherwise.
 */
export type Answer =
  | { readonly kind: 'ready'; readonly data: string }
  | { readonly kind: 'full' | 'not-yet' | 'foreign' | 'silent' };

/** Logs in once; never throws. Takes at most `timeoutMs` milliseconds twice. */
export async function ask(address: Address, timeoutMs = 4_000): Promise<Answer> {
  try {
    return await connected(address, 'postgres', timeoutMs, async (client) => {
      const { rows } = await client.query<{ data_directory: string }>('show data_directory');
      return { kind: 'ready', data: rows[0]?.data_directory ?? '' };
    });
  } catch (error) {
    const code = errorCode(error) ?? '';
    if (code === '57P03') {
      return { kind: 'not-yet' };
    }
    if (code === '53300') {
      return { kind: 'full' };
    }
    if (/^28|^3D|^08P01/.test(code)) {
      return { kind: 'foreign' };
    }
    return { kind: 'silent' };
  }
}

/**
 * Makes the role of the programs and their database `maru` (UTF-8, sorted by code point) where they are missing, and
 * gives the role what a superuser made in it. A server without a
 * free connection is left alone: whoever holds them all has the database.
 */
export async function ensureDatabase(address: Address): Promise<void> {
  try {
    await createMissing(address);
  } catch (error) {
    if (errorCode(error) !== '53300') {
      throw error;
    }
  }
}

async function createMissing(address: Address): Promise<void> {
  await connected(address, 'postgres', 60_000, async (client) => {
    const role = await client.query('select from pg_roles where rolname = $1', [APPLICATION_ROLE]);
    if (role.rowCount === 0) {
      await client.query(`create role ${APPLICATION_ROLE} login`);
    }
    const password = client.escapeLiteral(applicationPassword(address.password));
    await client.query(`alter role ${APPLICATION_ROLE} password ${password}`);
    const database = await client.query('select from pg_database where datname = $1', [DATABASE]);
    // template0 has the encoding and locale that the cluster was made with.
    if (database.rowCount === 0) {
      await client.query(
        `create database ${DATABASE} template template0 encoding 'UTF8' owner ${APPLICATION_ROLE}`,
      );
    }
    await client.query(`alter database ${DATABASE} owner to ${APPLICATION_ROLE}`);
  });
  await connected(address, DATABASE, 60_000, (client) => client.query(HAND_OVER));
}

/** The postgres:// URL of the database `maru` for the programs. */
export function urlOf({ port, password }: Address): string {
  return `postgres://${APPLICATION_ROLE}:${applicationPassword(password)}@127.0.0.1:${port}/${DATABASE}`;
}

/** The same for the superuser: for what only a superuser may do. */
export function superuserUrlOf({ port, password }: Address): string {
  return `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${DATABASE}`;
}

/** Follows from the superuser's, which doesn't follow from it: one file keeps both. */
function applicationPassword(password: string): string {
  return createHmac('sha256', password).update(APPLICATION_ROLE).digest('base64url');
}

async function connected<T>(
  { port, password }: Address,
  database: string,
  timeoutMs: number,
  body: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: SUPERUSER,
    password,
    database,
    ssl: false,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await body(client);
  } finally {
    void client.end().catch(() => undefined);
  }
}
