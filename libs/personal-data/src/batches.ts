import type { UnitOfWork } from '#libs/database';
import { batches } from '#libs/kernel';

/**
 * Repeats a step until it finds nothing more, each time in a transaction of its own: nobody waits for more
 * than one batch, and what a crash interrupts is done as far as it came.
 *
 * @returns the sum of what the steps returned
 */
export async function untilNothing(work: UnitOfWork, step: () => Promise<number>): Promise<number> {
  let sum = 0;
  for (;;) {
    const done = await work.run(step);
    if (done === 0) {
      return sum;
    }
    sum += done;
  }
}

/** A row of a walk, with the place at which the next page begins. */
export type WalkedRow = { readonly cursor: string } & object;

/**
 * All rows of a list, page by page in the order of their cursors, without the cursors.
 *
 * @param read gives the page after a cursor; an empty one ends the walk. The first cursor is `0`.
 */
export async function* walk<Row extends WalkedRow>(
  read: (after: string) => Promise<Row[]>,
): AsyncGenerator<Omit<Row, 'cursor'>> {
  for await (const rows of batches(read, ({ cursor }) => cursor)) {
    for (const { cursor: _, ...row } of rows) {
      yield row;
    }
  }
}
