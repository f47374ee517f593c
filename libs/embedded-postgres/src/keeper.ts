import { readPostmaster, runsOn } from './postmaster.js';
import { isRunning } from './process-identity.js';

/** How often a server is looked at, in milliseconds. */
const LOOK_EVERY_MS = 250;

/** Looks after a running server and has it started again when its process is gone. */
export class Keeper {
  private timer: NodeJS.Timeout | undefined;
  private work: Promise<void> = Promise.resolve();
  private ended = false;

  /**
   * @param data PostgreSQL's own data folder
   * @param restart starts the server, or joins one that another process has started meanwhile
   */
  constructor(
    private readonly data: string,
    private readonly restart: () => Promise<void>,
  ) {}

  /** @param onLost told, once, why the server can't be started again */
  begin(onLost: (error: unknown) => void): void {
    this.work = this.look(onLost).catch((error: unknown) => {
      if (!this.ended) {
        onLost(error);
      }
    });
  }

  /** Looks no more; waits for a start that is under way. */
  async end(): Promise<void> {
    this.ended = true;
    clearTimeout(this.timer);
    await this.work;
  }

  private async look(onLost: (error: unknown) => void): Promise<void> {
    const isThere = await this.isThere();
    if (this.ended) {
      return;
    }
    if (!isThere) {
      await this.restart();
    }
    this.timer = setTimeout(() => this.begin(onLost), LOOK_EVERY_MS);
    // Whoever has nothing else to do may end.
    this.timer.unref();
  }

  private async isThere(): Promise<boolean> {
    const found = await readPostmaster(this.data);
    if (found === undefined) {
      return false;
    }
    // Elsewhere a program would have to be run each time to find out whether the number is used again.
    return process.platform === 'linux' ? runsOn(found.pid, this.data) : isRunning(found.pid);
  }
}
