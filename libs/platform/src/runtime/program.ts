import { EmbeddedServerError } from '../database/embedded/errors.js';
import { SettingsError } from '../config/settings-error.js';
import { Lifecycle } from './lifecycle.js';
import { StartError } from './start-error.js';

/** A program that has not ended by then is ended, in milliseconds: less than a pod's grace period. */
const STOP_LIMIT_MS = 25_000;

type Step = () => Promise<void>;

/** The start and the stop of a process: what is opened is closed in the opposite order, whatever happens. */
export class Program {
  readonly lifecycle = new Lifecycle();
  private readonly closing: Step[] = [];
  private stop: Promise<void> | undefined;

  /** Remembers how to close what was opened; the last is closed first. */
  onStop(step: Step): void {
    this.closing.push(step);
  }

  /** Closes everything; a step that fails does not keep the others from being taken. */
  close(): Promise<void> {
    this.lifecycle.beginStopping();
    this.stop ??= this.takeSteps();
    return this.stop;
  }

  private async takeSteps(): Promise<void> {
    for (const step of this.closing.reverse()) {
      await step().catch((error: unknown) => console.error(error));
    }
  }
}

/**
 * Runs a program that goes on until it is told to stop: SIGTERM and SIGINT end it in order, a second one at
 * once. What an operator can mend is told in one line each; then the process ends with 1.
 */
export async function runService(start: (program: Program) => Promise<void>): Promise<void> {
  const program = new Program();
  const end = (signal: NodeJS.Signals): void => {
    if (program.lifecycle.stopping) {
      process.exit(130);
    }
    process.stderr.write(`\n${signal}: finishing what runs …\n`);
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    void program.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  try {
    await start(program);
  } catch (error) {
    await fail(program, error);
  }
}

/** Runs a command to its end, and ends the process with its exit code. */
export async function runCommand(run: (program: Program) => Promise<number>): Promise<void> {
  const program = new Program();
  const interrupted = (): void => void program.close().then(() => process.exit(130));
  process.on('SIGTERM', interrupted);
  process.on('SIGINT', interrupted);
  try {
    const code = await run(program);
    await program.close();
    process.exit(code);
  } catch (error) {
    await fail(program, error);
  }
}

async function fail(program: Program, error: unknown): Promise<void> {
  if (!program.lifecycle.stopping) {
    tell(error);
  }
  await program.close();
  process.exit(1);
}

function tell(error: unknown): void {
  if (
    error instanceof SettingsError ||
    error instanceof StartError ||
    error instanceof EmbeddedServerError
  ) {
    process.stderr.write(`${error.message}\n`);
  } else {
    console.error(error);
  }
}
