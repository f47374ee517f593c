import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { Unavailable } from '#libs/http';
import { DomainError } from '#libs/kernel';

/** Hashes that wait for their turn. With the default effort the last of them waits for a second or two. */
export const MOST_WAITING = 32;

/** What is told to whoever finds the line full, in seconds: the whole line is through by then. */
const RETRY_AFTER = 2;

const BUSY = 'Too many passwords are being checked right now.';

/** Threads of libuv when `UV_THREADPOOL_SIZE` doesn't say otherwise. */
const DEFAULT_THREADS = 4;

/**
 * Lets a few hashes of passwords be computed at once, in the order in which they were asked for. Each keeps a core and
 * a thread of libuv busy, which files and names of hosts need too: one core and half of the threads stay free. Whoever
 * finds the line full is sent away, so that a flood of passwords costs other requests nothing but that core's worth.
 */
@Injectable()
export class HashingLineService {
  /** Hashes that are computed at once. */
  readonly atOnce = hashesAtOnce(
    availableParallelism(),
    Number(process.env['UV_THREADPOOL_SIZE'] ?? DEFAULT_THREADS),
  );
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /**
   * Does the work when it is its turn. Nothing may be held meanwhile that others need: no transaction.
   *
   * @throws DomainError `unavailable` when too many wait already
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.turn();
    try {
      return await work();
    } finally {
      this.next();
    }
  }

  private turn(): Promise<void> {
    if (this.running < this.atOnce) {
      this.running += 1;
      return Promise.resolve();
    }
    if (this.waiting.length >= MOST_WAITING) {
      throw new DomainError(Unavailable, { detail: BUSY, retryAfter: RETRY_AFTER });
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Gives the place to who waits longest. */
  private next(): void {
    const first = this.waiting.shift();
    if (first === undefined) {
      this.running -= 1;
    } else {
      first();
    }
  }
}

/** How many hashes may be computed at once by so many cores and threads: at least one. */
export function hashesAtOnce(cores: number, threads: number): number {
  const spare = Number.isInteger(threads) ? Math.floor(threads / 2) : DEFAULT_THREADS / 2;
  return Math.max(1, Math.min(cores - 1, spare));
}
