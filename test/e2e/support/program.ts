import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '../../../libs/testing/src/eventually.js';
import { freePort } from '../../../libs/testing/src/free-port.js';
import { isAlive } from './processes.js';

/** Quiet settings of a program that a test starts for itself. */
const SETTINGS = {
  NODE_ENV: 'development',
  HOST: '127.0.0.1',
  DEMO_DATA: 'false',
  RATE_LIMIT: 'off',
  SIGN_UP_REQUIRE_PHONE: 'false',
  PASSWORD_HASH_MEMORY_KIB: '1024',
  PASSWORD_HASH_ITERATIONS: '1',
};

/** What can be started: the built programs that have an address, and what `npm start` runs. */
const FILES = {
  api: 'dist/apps/api/src/main.js',
  worker: 'dist/apps/worker/src/main.js',
  start: 'tools/start.mjs',
} as const;

/** The built API, or another program, on a folder of its own. */
export class Program {
  output = '';
  private child: ChildProcess | undefined;

  private constructor(
    readonly dataDir: string,
    readonly port: number,
    private readonly settings: Record<string, string>,
    private readonly app: keyof typeof FILES,
  ) {}

  /** A folder with a space and Hangul in its name, and a free port; nothing runs yet. */
  static async prepare(
    settings: Record<string, string> = {},
    app: keyof typeof FILES = 'api',
  ): Promise<Program> {
    const dataDir = await mkdtemp(join(tmpdir(), 'maru 마루 '));
    return new Program(dataDir, await freePort(), settings, app);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Process id of the program that was started last. */
  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** Whether the program that was started last has ended. */
  get ended(): boolean {
    return this.child?.exitCode !== null || this.child.signalCode !== null;
  }

  /** Starts it without waiting. @param settings beside its own, for this once */
  spawn(settings?: Record<string, string>): ChildProcess {
    const child = spawn(process.execPath, [FILES[this.app]], {
      env: { ...this.environment(), ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: this.hasGroup,
    });
    const listen = (chunk: Buffer): void => void (this.output += chunk.toString());
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    this.child = child;
    return child;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param settings beside its own, for this once
   * @throws Error with what it said when it ends instead
   */
  async start(settings?: Record<string, string>): Promise<void> {
    const child = this.spawn(settings);
    const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
    await this.eventually(async () => {
      const answer = await fetch(`${this.url}/health/ready`).catch(() => undefined);
      return hasEnded() || answer?.ok === true;
    });
    if (hasEnded()) {
      throw new Error(`Not ready:\n${this.output}`);
    }
  }

  /** Waits until something holds. @throws Error with the last lines of the program when it never does */
  async eventually(holds: () => Promise<boolean>): Promise<void> {
    try {
      await eventually(holds);
    } catch (error) {
      throw new Error(`${String(error)}\nThe program said:\n${this.output.slice(-8_000)}`, {
        cause: error,
      });
    }
  }

  /** Whether it starts others, and a terminal's Ctrl-C reaches all of them. */
  private get hasGroup(): boolean {
    return this.app === 'start';
  }

  /** Sends a signal and waits for the end. @returns the exit code, `null` when the signal ended it */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const { child } = this;
    if (child?.exitCode !== null || child.signalCode !== null) {
      return child?.exitCode ?? null;
    }
    const ended = once(child, 'exit');
    process.kill(this.hasGroup ? -this.pid : this.pid, signal);
    await ended;
    return child.exitCode;
  }

  /** Runs a command of `maru` on the same folder. @throws when its exit code isn't 0 */
  async maru(...args: string[]): Promise<string> {
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ['dist/apps/cli/src/main.js', ...args], {
      env: this.environment(),
    });
    return stdout;
  }

  /** Process id of its PostgreSQL, or `undefined` when none runs. */
  async postgres(): Promise<number | undefined> {
    const file = join(this.dataDir, 'postgres/data/postmaster.pid');
    const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
    return pid > 0 && isAlive(pid) ? pid : undefined;
  }

  /** Ends everything and removes the folder. */
  async remove(): Promise<void> {
    await this.end('SIGINT');
    const pid = await this.postgres();
    if (pid !== undefined) {
      process.kill(pid, 'SIGQUIT');
    }
    await rm(this.dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  private environment(): NodeJS.ProcessEnv {
    const { DATABASE_URL: _, ...inherited } = process.env;
    return {
      ...inherited,
      ...SETTINGS,
      DATA_DIR: this.dataDir,
      [this.app === 'worker' ? 'WORKER_PORT' : 'PORT']: String(this.port),
      ...this.settings,
    };
  }
}
