import { join } from 'node:path';
import pg from 'pg';
import type { Settings } from '../config/settings.js';
import { StartError } from './start-error.js';

/** The oldest PostgreSQL that the migrations and queries are written for. */
const OLDEST_MAJOR = 15;
const CONNECT_TIMEOUT_MS = 10_000;

/** The database of this program, for as long as it runs. */
export interface OpenDatabase {
  readonly url: string;
  /** Gives it back; an embedded server that nobody else uses stops. */
  release(): Promise<void>;
}

/**
 * The database that `DATABASE_URL` names, or else the embedded one in the data folder.
 *
 * @throws StartError when it can't be reached or is too old
 * @throws EmbeddedServerError when PostgreSQL can't be started here
 */
export async function openDatabase(
  settings: Pick<Settings, 'databaseUrl' | 'dataDir'>,
  log: (line: string) => void,
): Promise<OpenDatabase> {
  if (settings.databaseUrl !== undefined) {
    await checkServer(settings.databaseUrl);
    return { url: settings.databaseUrl, release: () => Promise.resolve() };
  }
  // Loaded only here: production has a server of its own.
  const { startEmbeddedServer } = await import('../database/embedded/embedded-server.js');
  return startEmbeddedServer({ directory: join(settings.dataDir, 'postgres'), log });
}

async function checkServer(url: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // A connection that breaks is told by the query that waits for it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ major: number }>(
      `select current_setting('server_version_num')::integer / 10000 as major`,
    );
    const major = rows[0]?.major ?? 0;
    if (major < OLDEST_MAJOR) {
      throw new StartError(
        `DATABASE_URL: this is PostgreSQL ${major}. Use PostgreSQL ${OLDEST_MAJOR} or newer.`,
      );
    }
  } catch (error) {
    if (error instanceof StartError) {
      throw error;
    }
    const { host } = new URL(url);
    throw new StartError(
      `DATABASE_URL: the database at ${host} can't be used (${reason(error)}). Check that it runs, and the user, password and database name.`,
      { cause: error },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

function reason(error: unknown): string {
  if (error instanceof AggregateError) {
    return error.errors.map(reason).join(', ');
  }
  return error instanceof Error ? error.message : String(error);
}
