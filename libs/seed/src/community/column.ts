/** One property of many things, in the order of the things: far smaller than an object for each. */
export type Column = Float64Array | Uint32Array | Int32Array | Uint16Array | Uint8Array;

/** The value at a place. @throws RangeError when there is none */
export function at(column: Column, index: number): number {
  const value = column[index];
  if (value === undefined) {
    throw new RangeError(`There is no row ${index} of ${column.length}.`);
  }
  return value;
}

/** Adds one to the value at a place. */
export function increment(column: Column, index: number): void {
  column[index] = at(column, index) + 1;
}
