import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestDatabase, testDatabase } from '#libs/testing';
import { Running } from './running.js';

/** Token of `/metrics` of every program that a deployment check starts. */
export const METRICS_TOKEN = 'scraped-by-the-checks';

const SETTINGS = {
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  JWT_SECRET: 'signs the tokens of the deployment checks',
  METRICS_TOKEN,
  SIGN_UP_REQUIRE_PHONE: 'false',
  // The least that production accepts: the checks are not about hashes.
  PASSWORD_HASH_MEMORY_KIB: '7168',
  PASSWORD_HASH_ITERATIONS: '1',
};

/** The built programs of this checkout with the settings of production, on a database and a folder of their own. */
export class Production {
  private readonly programs: Running[] = [];

  private constructor(
    readonly database: TestDatabase,
    private readonly dataDir: string,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  /** Makes the database, unless there is one, and migrates it with `maru migrate`. */
  static async prepare(
    settings: Record<string, string> = {},
    given?: TestDatabase,
  ): Promise<Production> {
    const database = given ?? (await testDatabase({ isEmpty: true }));
    const dataDir = await mkdtemp(join(tmpdir(), 'maru-deploy-'));
    const production = new Production(database, dataDir, settings);
    const { code, output } = await production.maru('migrate');
    if (code !== 0) {
      throw new Error(`The migration failed:\n${output}`);
    }
    return production;
  }

  /** Runs a command to its end. @returns its exit code and what it said */
  async maru(...words: string[]): Promise<{ code: number | null; output: string }> {
    const command = this.program('dist/apps/cli/src/main.js', {}, words);
    const code = await command.ended();
    return { code, output: command.output };
  }

  /** Starts the API of this checkout and waits until it is ready. */
  async api(port: number, settings: Record<string, string> = {}): Promise<Running> {
    const api = this.program('dist/apps/api/src/main.js', { PORT: String(port), ...settings });
    await api.ready(`http://127.0.0.1:${port}/health/ready`);
    return api;
  }

  /** Starts the worker of this checkout and waits until it is ready. */
  async worker(port: number, settings: Record<string, string> = {}): Promise<Running> {
    const worker = this.program('dist/apps/worker/src/main.js', {
      WORKER_PORT: String(port),
      ...settings,
    });
    await worker.ready(`http://127.0.0.1:${port}/health/ready`);
    return worker;
  }

  /** Ends whatever still runs and removes folder and database. */
  async remove(): Promise<void> {
    await Promise.all(this.programs.map((program) => program.stop('SIGKILL')));
    await rm(this.dataDir, { recursive: true, force: true });
    await this.database.drop();
  }

  private program(
    main: string,
    settings: Record<string, string>,
    words: readonly string[] = [],
  ): Running {
    const program = Running.spawn(process.execPath, [main, ...words], {
      env: {
        ...productionSettings(this.dataDir),
        DATABASE_URL: this.database.url,
        ...this.settings,
        ...settings,
      },
    });
    this.programs.push(program);
    return program;
  }
}

/** The environment of a program in production, nothing of this process' but the PATH in it. */
export function productionSettings(dataDir: string): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', ...SETTINGS, DATA_DIR: dataDir };
}
