import type { ProgramLog } from '#libs/logging';

/** Thrown into a start that is overtaken by the order to stop. */
export class StopRequested extends Error {
  override readonly name = 'StopRequested';
}

interface Step {
  readonly name: string;
  readonly run: () => Promise<void>;
  readonly last: boolean;
}

/** How long things may take, in milliseconds. */
export interface ShutdownTimes {
  /** Between "not ready" and the first step. */
  readonly delay: number;
  /** For everything but the last steps, from the order on. */
  readonly limit: number;
  /** For the last steps, which run even when the limit is over, and all at once. */
  readonly lastLimit: number;
}

/** The way down of a program: what was started last is stopped first. */
export class Shutdown {
  private readonly steps: Step[] = [];
  private readonly announcements: (() => void)[] = [];
  private stopping: Promise<boolean> | undefined;
  private hurry: () => void = () => undefined;
  private readonly hurried = new Promise<void>((resolve) => {
    this.hurry = resolve;
  });

  constructor(private readonly log: ProgramLog) {}

  /** Tells at once that the program is going down, before anything is stopped. */
  onAnnounce(tell: () => void): void {
    if (this.stopping !== undefined) {
      tell();
    }
    this.announcements.push(tell);
  }

  /**
   * Registers how to stop what was just started.
   *
   * @param last stopped at the very end, also when everything else hangs: what would outlive the process
   * @throws StopRequested when the program is already going down, so that its start ends here
   */
  onStop(name: string, run: () => Promise<void>, { last = false } = {}): void {
    this.steps.push({ name, run, last });
    if (this.stopping !== undefined) {
      throw new StopRequested();
    }
  }

  /** Whether the order to stop was given. */
  get begun(): boolean {
    return this.stopping !== undefined;
  }

  /**
   * Stops everything, once.
   *
   * @param started settles when nothing more will be registered
   * @returns whether all of it ended well and in time
   */
  stop(started: Promise<unknown>, times: ShutdownTimes): Promise<boolean> {
    this.stopping ??= this.goDown(started, times);
    return this.stopping;
  }

  /** Skips what is being waited for and goes to the last steps. */
  stopNow(): void {
    this.hurry();
  }

  private async goDown(started: Promise<unknown>, times: ShutdownTimes): Promise<boolean> {
    for (const tell of this.announcements) {
      tell();
    }
    const deadline = Date.now() + times.limit;
    const left = (): number => Math.max(0, deadline - Date.now());
    const settled = started.catch(() => undefined);
    await this.within(Math.min(times.delay, left()), this.never());
    let clean = await this.within(left(), settled);
    for (const step of this.ordered(false)) {
      clean = (await this.within(left(), this.perform(step))) && clean;
    }
    const last = await Promise.all(
      this.ordered(true).map((step) => bounded(times.lastLimit, this.perform(step))),
    );
    return clean && last.every(Boolean);
  }

  /** A failed step does not keep the others from running. */
  private async perform({ name, run }: Step): Promise<boolean> {
    try {
      await run();
      return true;
    } catch (error) {
      this.log.error({ err: error }, `Stopping ${name} failed.`);
      return false;
    }
  }

  private ordered(last: boolean): Step[] {
    return this.steps.filter((step) => step.last === last).reverse();
  }

  private within(ms: number, work: Promise<unknown>): Promise<boolean> {
    return bounded(ms, Promise.race([work, this.hurried.then(() => false)]));
  }

  private never(): Promise<never> {
    return new Promise(() => undefined);
  }
}

/** Whether the work ended in time and did not say `false`. */
async function bounded(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const result = await Promise.race([work, late]);
  clearTimeout(timer);
  return result !== false;
}
