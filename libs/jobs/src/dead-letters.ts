import { Injectable } from '@nestjs/common';
import { DEAD_LETTERS, JobQueue } from './job-queue.js';

/** A job that failed for the last time. */
export interface DeadLetter {
  readonly id: string;
  /** The queue in which it failed; `null` when that isn't known. */
  readonly queue: string | null;
  readonly failedAt: Date;
  /** What it failed with, for people to read. */
  readonly reason: string;
}

/** Most letters that one call moves. */
const BATCH = 1_000;

/** The jobs that failed for the last time: to look at, to try again, or to give up. */
@Injectable()
export class DeadLetters {
  constructor(private readonly queue: JobQueue) {}

  /** All of them, oldest first. */
  async list(): Promise<DeadLetter[]> {
    const boss = await this.queue.connected();
    const jobs = await boss.findJobs(DEAD_LETTERS);
    return jobs
      .map(({ id, sourceName, createdOn, sourceOutput }) => ({
        id,
        queue: sourceName,
        failedAt: createdOn,
        reason: reasonOf(sourceOutput),
      }))
      .sort((a, b) => a.failedAt.getTime() - b.failedAt.getTime());
  }

  /**
   * Puts all of them back into their queues. A scheduled one whose next run waits already is given up.
   *
   * @returns how many; what names no queue stays
   */
  async retry(): Promise<number> {
    const boss = await this.queue.connected();
    const createdBefore = new Date();
    let moved = 0;
    for (;;) {
      const count = await boss.redrive(DEAD_LETTERS, { createdBefore, limit: BATCH });
      moved += count;
      if (count === 0) {
        break;
      }
    }
    const jobs = await boss.findJobs(DEAD_LETTERS);
    await this.remove(jobs.filter(({ output }) => reasonOf(output) === 'redrive_conflict'));
    return moved;
  }

  /** Removes all of them for good. @returns how many */
  async drop(): Promise<number> {
    const letters = await this.list();
    await this.remove(letters);
    return letters.length;
  }

  private async remove(letters: readonly { id: string }[]): Promise<void> {
    if (letters.length > 0) {
      const boss = await this.queue.connected();
      await boss.deleteJob(
        DEAD_LETTERS,
        letters.map(({ id }) => id),
      );
    }
  }
}

function reasonOf(output: object | null): string {
  const reason: unknown = output === null ? undefined : Reflect.get(output, 'reason');
  return typeof reason === 'string' ? reason : 'unknown';
}
