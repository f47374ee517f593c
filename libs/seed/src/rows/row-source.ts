import { setImmediate } from 'node:timers/promises';
import { RowWriter } from './row-writer.js';

/** Rows of one table, written one thing after the other. */
export interface RowSource {
  readonly table: string;
  /** In the order in which fields are written. */
  readonly columns: readonly string[];
  /** How many things there are; each gives none, one or several rows. */
  readonly count: number;
  /** Writes the rows of one thing. */
  write(rows: RowWriter, thing: number): void;
}

/**
 * The rows as a stream of COPY's binary format. Lets other work in after each piece: a fast server would never
 * make the program wait.
 *
 * @param written is told how many things are written so far
 */
export async function* chunksOf(
  source: RowSource,
  written: (things: number) => void,
): AsyncGenerator<Buffer> {
  const rows = new RowWriter();
  for (let thing = 0; thing < source.count; thing += 1) {
    source.write(rows, thing);
    if (rows.full) {
      yield rows.take();
      written(thing + 1);
      await setImmediate();
    }
  }
  yield rows.finish();
  written(source.count);
}
