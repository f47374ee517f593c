import { at, increment } from './column.js';

/** Things in groups, one group after another. */
export interface Grouped {
  /** Where each group begins, and behind the last one where it ends. */
  readonly firsts: Uint32Array;
  /** Places of the things in the column that they were grouped by. */
  readonly places: Uint32Array;
}

/** Groups the places of a column by the values there, in linear time. @param count above every value */
export function grouped(values: Uint32Array, count: number): Grouped {
  const firsts = new Uint32Array(count + 1);
  for (const value of values) {
    increment(firsts, value + 1);
  }
  for (let group = 0; group < count; group += 1) {
    firsts[group + 1] = at(firsts, group + 1) + at(firsts, group);
  }
  const filled = firsts.slice();
  const places = new Uint32Array(values.length);
  values.forEach((value, place) => {
    places[at(filled, value)] = place;
    increment(filled, value);
  });
  return { firsts, places };
}

/** How many are in a group. @param firsts where each group begins */
export function sizeOf(firsts: Uint32Array, group: number): number {
  return at(firsts, group + 1) - at(firsts, group);
}
