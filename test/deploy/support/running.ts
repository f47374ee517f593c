import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { eventually } from '../../../libs/testing/src/eventually.js';

/** A program that a test has started, and all that it has said. */
export class Running {
  output = '';

  private constructor(private readonly child: ChildProcess) {
    const listen = (chunk: Buffer): void => void (this.output += chunk.toString());
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
  }

  static spawn(program: string, args: readonly string[], options: SpawnOptions = {}): Running {
    return new Running(spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  /** Waits until an address answers with 2xx. @throws Error with the output when it never does */
  async ready(url: string): Promise<void> {
    const isReady = async () => (await fetch(url).catch(() => undefined))?.ok === true;
    const state = await eventually(async () =>
      this.isAlive ? (await isReady()) && 'ready' : 'ended',
    ).catch(() => 'silent');
    if (state !== 'ready') {
      throw new Error(`Not ready at ${url}:\n${this.output}`);
    }
  }

  /** Waits until it ends by itself. @returns its exit code */
  async ended(): Promise<number | null> {
    if (this.isAlive) {
      await once(this.child, 'close');
    }
    return this.child.exitCode;
  }

  /** Tells it something, such as SIGHUP. */
  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Tells it to stop and waits for the end. @returns the exit code, `null` when the signal ended it */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.isAlive) {
      const ended = once(this.child, 'close');
      this.child.kill(signal);
      await ended;
    }
    return this.child.exitCode;
  }

  get isAlive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }
}
