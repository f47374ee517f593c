import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedServer } from '#libs/embedded-postgres';
import type { ProgramLog } from '#libs/logging';
import type { Program } from './run-program.js';
import { StartError } from './start-error.js';

/** Oldest PostgreSQL that has everything that the SQL uses. */
const OLDEST_MAJOR = 15;
/** How long the server is waited for when its version is asked, in milliseconds. */
const PATIENCE = 5_000;

/** The database of a program. */
export interface OpenDatabase {
  /** `postgres://…` */
  readonly url: string;
  /** Gives the database back; stops an embedded server that nobody else uses. */
  close(): Promise<void>;
}

/**
 * The database that the settings name, or one that is started inside, and started again when it is killed.
 *
 * @param needed whether the program can do nothing without it; otherwise it may come later
 * @throws StartError when it is too old, or away and needed
 * @throws EmbeddedServerError when it can't be started inside
 */
export async function openDatabase(
  { settings, log, abort }: Pick<Program, 'settings' | 'log' | 'abort'>,
  needed: boolean,
): Promise<OpenDatabase> {
  if (settings.databaseUrl === undefined) {
    const server = await startEmbeddedServer({
      directory: join(settings.dataDir, 'postgres'),
      log: (line) => log.info({ context: 'Database' }, line),
    });
    server.keep(abort);
    return { url: server.url, close: () => server.release() };
  }
  await checkVersion(settings.databaseUrl, log, needed);
  return { url: settings.databaseUrl, close: () => Promise.resolve() };
}

async function checkVersion(url: string, log: ProgramLog, needed: boolean): Promise<void> {
  const version = await serverVersion(url).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message || error.name : String(error);
    const line = `DATABASE_URL: the database can't be reached (${reason}).`;
    if (needed) {
      throw new StartError(`${line} Start it, or correct the address.`, { cause: error });
    }
    log.warn({ context: 'Database' }, `${line} Going on; not ready until it is there.`);
    return undefined;
  });
  const major = version === undefined ? OLDEST_MAJOR : Math.floor(version / 10_000);
  if (major < OLDEST_MAJOR) {
    throw new StartError(
      `DATABASE_URL: the server is PostgreSQL ${String(major)}, which is too old. Use version ${String(OLDEST_MAJOR)} or newer.`,
    );
  }
}

/** As a number: 150004 is 15.4. */
async function serverVersion(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE });
  // A connection that breaks while it is closed must not end the program.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    );
    return rows[0]?.version ?? 0;
  } finally {
    await client.end().catch(() => undefined);
  }
}
