import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadSettings } from '#libs/config';
import { type EmbeddedServer, startEmbeddedServer } from '#libs/embedded-postgres';
import { AccessTokens } from '#libs/http';
import { isId, type SessionId, type UserId } from '#libs/kernel';
import type { CircleStrength } from '#libs/seed';
import { BenchDatabase } from './database.js';
import { type Running, startProgram } from './programs.js';

const SECRET = 'a secret that only a benchmark would use';

/** Everybody's password in the data that the benchmark seeds. */
export const SEED_PASSWORD = 'a password that only a benchmark would use';

/** A seeded database, and programs on it as they run in production. */
export class Stage {
  private readonly running: Running[] = [];

  private constructor(
    readonly dataDir: string,
    readonly db: BenchDatabase,
    private readonly server: EmbeddedServer,
  ) {}

  /** Opens the data folder of a preset, seeded first if there is nothing. */
  static async open(dataDir: string, preset: string, circles: CircleStrength): Promise<Stage> {
    const folder = resolve(dataDir);
    if (!existsSync(join(folder, 'postgres', 'data'))) {
      seed(folder, preset, circles);
    }
    const start = () =>
      startEmbeddedServer({
        directory: join(folder, 'postgres'),
        log: (line) => process.stderr.write(`${line}\n`),
      });
    let server = await start();
    let db = await BenchDatabase.open(server.superuserUrl);
    if (await db.wantsStatistics()) {
      await db.close();
      await server.release();
      server = await start();
      db = await BenchDatabase.open(server.superuserUrl);
      if (await db.wantsStatistics()) {
        throw new Error('Another program uses the database: end it first.');
      }
    }
    return new Stage(folder, db, server);
  }

  /** Starts an API process without background work. */
  async api(name: string, preload: readonly string[] = []): Promise<Running> {
    const api = await startProgram(
      name,
      [...preload.flatMap((file) => ['--import', file]), 'dist/apps/api/src/main.js'],
      this.environment(),
      '/health/ready',
    );
    this.running.push(api);
    return api;
  }

  /** Starts a worker process. */
  async worker(): Promise<Running> {
    const worker = await startProgram(
      'worker',
      ['dist/apps/worker/src/main.js'],
      this.environment(),
      '/health/ready',
    );
    this.running.push(worker);
    return worker;
  }

  /** Starts a program that is no part of Maru. */
  async reference(script: string, env: Readonly<Record<string, string>>): Promise<Running> {
    const program = await startProgram(
      'reference',
      [script],
      { NODE_ENV: 'production', DATABASE_URL: this.db.url, ...env },
      '/ready',
    );
    this.running.push(program);
    return program;
  }

  /** Access tokens of people, of sessions opened now; they live a quarter of an hour. */
  async tokens(userIds: readonly string[]): Promise<string[]> {
    const access = new AccessTokens(loadSettings(this.environment()));
    const rows = await this.db.rows<{ id: SessionId; user_id: UserId }>(
      `
      insert into session (user_id, ip, expires_at)
      select w.id, '127.0.0.1', now() + interval '1 day'
      from unnest($1::bigint[]) with ordinality as w (id, place)
      order by w.place
      returning id, user_id`,
      [userIds],
    );
    return rows.map(({ id, user_id }) => access.sign({ userId: user_id, sessionId: id }).token);
  }

  async close(): Promise<void> {
    for (const program of this.running.reverse()) {
      await program.stop();
    }
    await this.db.close();
    await this.server.release();
  }

  environment(): Record<string, string> {
    return {
      NODE_ENV: 'production',
      DATABASE_URL: this.db.url,
      DATA_DIR: this.dataDir,
      JWT_SECRET: SECRET,
      METRICS_TOKEN: 'bench',
      PUBLIC_URL: 'http://maru.test',
      HOST: '127.0.0.1',
      RATE_LIMIT: 'off',
      WORKER: 'off',
      MIGRATE: 'auto',
      MAIL_FROM: 'maru@maru.test',
    };
  }
}

/** An id of the database. @throws Error for anything else */
export function idOf(text: string): string {
  if (!isId(text)) {
    throw new Error(`"${text}" is no id.`);
  }
  return text;
}

function seed(folder: string, preset: string, circles: CircleStrength): void {
  const { status } = spawnSync(
    process.execPath,
    [
      'dist/apps/cli/src/main.js',
      'seed',
      ...['--preset', preset, '--circles', circles, '--password', SEED_PASSWORD],
    ],
    { stdio: 'inherit', env: { ...process.env, DATA_DIR: folder, DEMO_DATA: 'false' } },
  );
  if (status !== 0) {
    throw new Error('The database could not be seeded.');
  }
}
