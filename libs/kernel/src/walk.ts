import type { Id } from './id.js';

/**
 * A list, batch by batch in the order of its ids: each batch begins after the last row of the one before it. The
 * list may grow and shrink meanwhile.
 *
 * @param read gives the rows after an id, at first after `0`; no rows end the walk
 * @param idOf the id by which rows are in order
 */
export async function* batches<Row, Of extends string>(
  read: (after: Of | '0') => Promise<readonly Row[]>,
  idOf: (row: Row) => Of,
): AsyncGenerator<readonly Row[]> {
  let after: Of | '0' = '0';
  for (;;) {
    const rows = await read(after);
    const last = rows.at(-1);
    if (last === undefined) {
      return;
    }
    yield rows;
    after = idOf(last);
  }
}

/** The same for a list of ids. */
export function idBatches<Of extends Id>(
  read: (after: Of | '0') => Promise<readonly Of[]>,
): AsyncGenerator<readonly Of[]> {
  return batches(read, (id) => id);
}
