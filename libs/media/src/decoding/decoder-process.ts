import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DecoderOrder, type DecoderOutcome, isOutcome } from './decoder-orders.js';

/** Why a decoder ended before it was done. */
export type StopReason = 'memory' | 'time' | 'crash' | 'killed' | 'start' | 'asked' | 'closed';

/** A decoder that ended before it was done. */
export class DecoderStopped extends Error {
  override readonly name = 'DecoderStopped';

  constructor(readonly reason: StopReason) {
    super(`The decoder ended before it was done: ${reason}.`);
  }
}

/** What one decoder may take. */
export interface DecoderLimits {
  /** Bytes. */
  readonly memory: number;
  /** Milliseconds for one order. */
  readonly time: number;
  /** How much it stands back for others: 0 to 19. */
  readonly niceness: number;
}

const MIB = 1024 * 1024;
/** Of the data of a Node process that never become memory. */
const RESERVED = 160 * MIB;
/** How often its memory is looked at, in milliseconds. */
const WATCH_MS = 50;
const PAGE = 4096;
/** What a decoder says by its environment: nothing of the settings of the program. */
const INHERITED = ['PATH', 'TMPDIR', 'LD_LIBRARY_PATH'];

/** A process that decodes pictures one after the other. Nothing that happens in it reaches the one that asked. */
export class DecoderProcess {
  private readonly child: ChildProcess;
  private stopping: StopReason | undefined;
  private waiting:
    | { resolve: (outcome: DecoderOutcome) => void; reject: (error: DecoderStopped) => void }
    | undefined;
  private ended: StopReason | undefined;

  constructor(private readonly limits: DecoderLimits) {
    this.child = start(limits);
    this.child.on('message', (outcome: unknown) => {
      if (isOutcome(outcome)) {
        this.waiting?.resolve(outcome);
      }
    });
    this.child.on('error', () => this.end('start'));
    this.child.on('exit', (_code, signal) => {
      this.end(this.stopping ?? (signal === 'SIGKILL' ? 'killed' : 'crash'));
    });
    this.child.unref();
    this.child.channel?.unref();
  }

  /** Its process id; 0 when it could not be started. */
  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Whether it can take an order. */
  get alive(): boolean {
    return this.ended === undefined && this.stopping === undefined;
  }

  /**
   * Gives it an order and waits for what comes of it.
   *
   * @throws DecoderStopped when it ends before: for lack of memory or time, asked by the signal, or by itself
   */
  async ask(order: DecoderOrder, signal: AbortSignal): Promise<DecoderOutcome> {
    const timer = setTimeout(() => this.stop('time'), this.limits.time);
    const watch = setInterval(() => void this.watch(), WATCH_MS);
    const onAbort = (): void => this.stop('asked');
    signal.addEventListener('abort', onAbort);
    try {
      return await new Promise<DecoderOutcome>((resolve, reject) => {
        this.waiting = { resolve, reject };
        if (this.ended !== undefined) {
          reject(new DecoderStopped(this.ended));
        } else if (signal.aborted) {
          this.stop('asked');
        } else {
          // An order that doesn't arrive ends with the process.
          this.child.send(order, () => undefined);
        }
      });
    } finally {
      this.waiting = undefined;
      clearTimeout(timer);
      clearInterval(watch);
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Ends it at once, whatever it is doing. */
  stop(reason: StopReason = 'asked'): void {
    this.stopping ??= reason;
    this.child.kill('SIGKILL');
  }

  private end(reason: StopReason): void {
    this.ended ??= reason;
    this.waiting?.reject(new DecoderStopped(this.ended));
  }

  /** Beside the bound that the system sets on it where it can: what is in memory counts, not what is reserved. */
  private async watch(): Promise<void> {
    const [, resident, shared] = (
      await readFile(`/proc/${String(this.pid)}/statm`, 'utf8').catch(() => '')
    ).split(' ');
    if ((Number(resident) - Number(shared)) * PAGE > this.limits.memory * 1.25) {
      this.stop('memory');
    }
  }
}

function start({ memory, niceness }: DecoderLimits): ChildProcess {
  const node = [
    process.execPath,
    '--max-old-space-size=64',
    '--max-semi-space-size=1',
    '--v8-pool-size=1',
    program(),
  ];
  const limit = Math.ceil((RESERVED + memory * 1.5) / 1024);
  // The shell sets the limit on itself and becomes the decoder; where it can't, the decoder is only watched.
  const [command = '', ...args] =
    process.platform === 'win32'
      ? node
      : ['/bin/sh', '-c', `ulimit -d ${String(limit)} 2>/dev/null; exec "$@"`, 'sh', ...node];
  const child = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {
      ...Object.fromEntries(INHERITED.map((name) => [name, process.env[name]])),
      UV_THREADPOOL_SIZE: '2',
      MALLOC_ARENA_MAX: '1',
    },
  });
  try {
    if (child.pid !== undefined) {
      setPriority(child.pid, niceness);
    }
  } catch {
    // It is gone already, or the system doesn't know this.
  }
  return child;
}

/** The built program, also for tests, which run the sources. */
function program(): string {
  const here = fileURLToPath(import.meta.url);
  const built = here.endsWith('.ts')
    ? join(process.cwd(), 'dist', relative(process.cwd(), here))
    : here;
  return join(built, '..', 'decoder-program.js');
}
