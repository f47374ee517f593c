import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { declaredMigrations } from '#libs/database';
import { startEmbeddedServer } from '#libs/embedded-postgres';
import { migrate } from '#libs/runtime';

/** Serialises the making of templates across test processes. */
const TEMPLATE_LOCK = 5_261_716;

/** SQL: what a database is made of that holds nothing. */
const NOTHING = `template0 encoding 'UTF8' locale 'C.UTF-8'`;

/** A database of one test file. */
export interface TestDatabase {
  /** `postgres://…` */
  readonly url: string;
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>;
}

/** The server of the tests: for who makes databases, and for who owns them. */
interface TestServer {
  readonly admin: string;
  readonly owner: string;
}

let server: Promise<TestServer> | undefined;

/**
 * A fresh, migrated database: a copy of a template that is made once for each set of migrations. On the
 * server that `TEST_DATABASE_URL` names, else on an embedded one that all test processes share.
 *
 * @param isEmpty without a single table, for who migrates it
 */
export async function testDatabase({ isEmpty = false } = {}): Promise<TestDatabase> {
  server ??= testServer();
  const { admin, owner } = await server;
  const template = isEmpty ? NOTHING : await templateFor(admin, owner);
  const name = `maru_test_${randomBytes(6).toString('hex')}`;
  await asAdmin(admin, (client) =>
    client.query(`create database ${name} template ${template} owner ${roleOf(owner)}`),
  );
  return {
    url: withDatabase(owner, name),
    drop: () =>
      asAdmin(admin, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

/** Folder of the server that test runs of this user share. */
export function testServerDirectory(): string {
  return join(process.cwd(), '.cache', `test-postgres-${process.getuid?.() ?? 'user'}`);
}

async function testServer(): Promise<TestServer> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined) {
    return { admin: given, owner: given };
  }
  // The lease ends with this process; the end of the run stops the server.
  const { url, superuserUrl } = await startEmbeddedServer({
    directory: testServerDirectory(),
    disposable: true,
  });
  return { admin: superuserUrl, owner: url };
}

async function templateFor(admin: string, owner: string): Promise<string> {
  const digest = createHash('sha256').update(roleOf(owner));
  for (const migration of declaredMigrations().sort((a, b) => (a.name < b.name ? -1 : 1))) {
    digest.update(migration.toString());
  }
  const template = `maru_template_${digest.digest('hex').slice(0, 16)}`;
  await asAdmin(admin, async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const found = await client.query('select from pg_database where datname = $1', [template]);
    if (found.rowCount === 0) {
      const making = `${template}_making`;
      await client.query(`drop database if exists ${making} with (force)`);
      await client.query(`create database ${making} template ${NOTHING} owner ${roleOf(owner)}`);
      await migrate(withDatabase(owner, making));
      await client.query(`alter database ${making} rename to ${template}`);
    }
  });
  return template;
}

async function asAdmin<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The role of an address, as SQL names it. */
function roleOf(url: string): string {
  return pg.escapeIdentifier(decodeURIComponent(new URL(url).username));
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
