import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedServer, startEmbeddedServer } from '#libs/embedded-postgres';
import { productionSettings } from '../support/production.js';
import { Running } from '../support/running.js';
import { rowsOf } from '../support/sql.js';

/** A server as the image of PostgreSQL makes it: the superuser `maru`, its database `maru`, and nothing else. */
export class FreshServer {
  private constructor(
    private readonly folder: string,
    private readonly server: EmbeddedServer,
    /** What the role of the programs is on an embedded server, before it was removed. */
    readonly embeddedRole: object | undefined,
  ) {}

  static async start(): Promise<FreshServer> {
    const folder = await mkdtemp(join(tmpdir(), 'maru roles '));
    const server = await startEmbeddedServer({ directory: folder, disposable: true });
    const [embeddedRole] = await rowsOf(server.superuserUrl, ROLE);
    const fresh = new FreshServer(folder, server, embeddedRole);
    await fresh.forget();
    return fresh;
  }

  /** `postgres://…` of the database `maru` for the superuser. */
  get url(): string {
    return this.server.superuserUrl;
  }

  /** Makes a further database of the superuser. @returns its address for the superuser */
  async database(name: string): Promise<string> {
    await rowsOf(this.url, `create database ${name} template template0`);
    const made = new URL(this.url);
    made.pathname = `/${name}`;
    return made.href;
  }

  /** Empties the database `maru`, and removes the roles. */
  async forget(): Promise<void> {
    await rowsOf(
      this.url,
      `alter database maru owner to maru; alter database maru reset all;
       drop schema public cascade; create schema public authorization pg_database_owner;
       grant usage on schema public to public`,
    );
    for (const role of ['maru_app', 'maru_exporter']) {
      const [known] = await rowsOf(this.url, `select from pg_roles where rolname = '${role}'`);
      if (known !== undefined) {
        await rowsOf(this.url, `drop owned by ${role}; drop role ${role}`);
      }
    }
  }

  /** What maru_app is, memberships included. */
  async role(): Promise<object | undefined> {
    return (await rowsOf(this.url, ROLE))[0];
  }

  /** The log of the server. */
  async log(): Promise<string> {
    return readFile(join(this.folder, 'postgres.log'), 'utf8');
  }

  /** Runs a command of `maru` on a database. @throws Error with what it said when it failed */
  async maru(url: string, ...words: string[]): Promise<void> {
    const env = { ...productionSettings(join(this.folder, 'data-dir')), DATABASE_URL: url };
    const command = Running.spawn(process.execPath, ['dist/apps/cli/src/main.js', ...words], {
      env,
    });
    const code = await command.ended();
    if (code !== 0) {
      throw new Error(`maru ${words.join(' ')}:\n${command.output}`);
    }
  }

  async stop(): Promise<void> {
    await this.server.release();
    await rm(this.folder, { recursive: true, force: true });
  }
}

const ROLE = `
  select rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls,
    rolconnlimit, rolvaliduntil, rolconfig,
    (select count(*)::int from pg_auth_members where member = r.oid or roleid = r.oid) as memberships
  from pg_roles r
  where rolname = 'maru_app'
`;
