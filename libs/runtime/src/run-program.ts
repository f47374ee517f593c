import { setFlagsFromString } from 'node:v8';
import { loadSettings, type LogLevel, readEnvironmentFile, type Settings } from '#libs/config';
import { openLog, type ProgramLog } from '#libs/logging';
import { closeDataDir } from './close-data-dir.js';
import { explainStart } from './explain-start.js';
import { ProgramState } from './program-state.js';
import { Shutdown, StopRequested } from './shutdown.js';
import { startTracing } from './start-tracing.js';

/** Everything is down this long after the order, in milliseconds, the last steps excepted. */
export const STOP_LIMIT = 25_000;
/** Time for what must not outlive the process, in milliseconds. */
export const LAST_STEP_LIMIT = 4_000;

/**
 * Of what is live after a collection, so much more may be allocated before the next one, in percent. Left to itself V8
 * lets the heap grow to several times of that while the machine has memory. Measured under reads of 16 connections:
 * 206 MB resident instead of 247 and rising, and as many requests a second.
 */
const HEAP_GROWTH_PERCENT = 30;

/** What every program starts with. */
export interface Program {
  readonly settings: Settings;
  readonly log: ProgramLog;
  readonly shutdown: Shutdown;
  /** Knows of the order to stop from its first moment. */
  readonly state: ProgramState;
  /** Tells why the program can't go on, in one line where an operator can mend it, and ends it with the code 1. */
  readonly abort: (error: unknown) => void;
}

/** What kind of program it is. */
export interface ProgramOptions {
  /** Ends when its main function has ended, instead of running until it is told to stop. */
  readonly once?: boolean;
  /** What is logged unless the operator says otherwise. */
  readonly logLevel?: LogLevel;
}

/**
 * Runs a program: reads the settings, opens the log, starts, and on SIGTERM, SIGINT or SIGHUP stops in
 * order. What an operator can mend is told in one line on standard error; the exit code is then 1.
 */
export async function runProgram(
  main: (program: Program) => Promise<void>,
  { once = false, logLevel }: ProgramOptions = {},
): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH_PERCENT}`);
  let settings: Settings | undefined;
  try {
    readEnvironmentFile();
    settings = loadSettings(
      logLevel === undefined ? process.env : { LOG_LEVEL: logLevel, ...process.env },
    );
    const log = await openLog(settings);
    await closeDataDir(settings.dataDir);
    const tracing = await startTracing(settings.otlpEndpoint);
    const shutdown = new Shutdown(log);
    shutdown.onStop('the traces', () => tracing.close(), { last: true });
    const state = new ProgramState();
    shutdown.onAnnounce(() => state.stop());
    await live({ settings, log, shutdown, state }, main, once);
  } catch (error) {
    fail(error, settings);
  }
}

async function live(
  parts: Omit<Program, 'abort'>,
  main: (program: Program) => Promise<void>,
  once: boolean,
): Promise<void> {
  const { settings, log, shutdown } = parts;
  let started: Promise<void> = Promise.resolve();
  const down = async (delay: number, codeWhenClean: number): Promise<never> => {
    const clean = await shutdown.stop(started, {
      delay,
      limit: STOP_LIMIT,
      lastLimit: LAST_STEP_LIMIT,
    });
    process.exit(clean ? codeWhenClean : 1);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (shutdown.begun) {
        shutdown.stopNow();
        return;
      }
      log.info(`${signal}: stopping.`);
      void down(settings.shutdownDelay * 1_000, 0);
    });
  }
  const abort = (error: unknown): void => {
    const line = explainStart(error, settings);
    if (line === undefined) {
      log.fatal({ err: error }, 'The program can’t go on.');
    } else {
      log.fatal(line);
    }
    shutdown.stopNow();
    void down(0, 1);
  };
  process.on('uncaughtException', abort);
  process.on('unhandledRejection', abort);
  started = main({ ...parts, abort });
  try {
    await started;
  } catch (error) {
    if (error instanceof StopRequested) {
      return;
    }
    report(error, settings, log);
    await down(0, 1);
  }
  if (once) {
    await down(0, Number(process.exitCode ?? 0));
  }
}

function report(error: unknown, settings: Settings, log: ProgramLog): void {
  const line = explainStart(error, settings);
  if (line === undefined) {
    log.fatal({ err: error }, 'The start failed.');
  } else {
    process.stderr.write(`${line}\n`);
  }
}

function fail(error: unknown, settings: Settings | undefined): never {
  const line = explainStart(error, settings);
  process.stderr.write(`${line ?? (error instanceof Error ? error.stack : String(error))}\n`);
  process.exit(1);
}
