import { at, type Column } from './column.js';
import type { Random } from './random.js';

/** Picks places in proportion to their weights, in constant time (Walker's alias method as given by Vose). */
export class Sampler {
  private readonly stay: Float64Array;
  private readonly alias: Uint32Array;

  /** @throws RangeError when no weight is positive */
  constructor(weights: Column) {
    const { length } = weights;
    let total = 0;
    for (const weight of weights) {
      total += weight;
    }
    if (!(total > 0)) {
      throw new RangeError('Nothing has a weight.');
    }
    this.stay = new Float64Array(length).fill(1);
    this.alias = new Uint32Array(length);
    this.fill(weights, length / total);
  }

  pick(random: Random): number {
    const { length } = this.stay;
    const place = random.below(length);
    return random.fraction() < at(this.stay, place) ? place : at(this.alias, place);
  }

  private fill(weights: Column, scale: number): void {
    const { length } = weights;
    const left = Float64Array.from(weights, (weight) => weight * scale);
    // Places below the average from the front, those above it from the back.
    const stack = new Uint32Array(length);
    let small = 0;
    let large = length;
    for (let place = 0; place < length; place += 1) {
      if (at(left, place) < 1) {
        stack[small] = place;
        small += 1;
      } else {
        large -= 1;
        stack[large] = place;
      }
    }
    while (small > 0 && large < length) {
      small -= 1;
      const poor = at(stack, small);
      const rich = at(stack, large);
      this.stay[poor] = at(left, poor);
      this.alias[poor] = rich;
      left[rich] = at(left, rich) + at(left, poor) - 1;
      if (at(left, rich) < 1) {
        large += 1;
        stack[small] = rich;
        small += 1;
      }
    }
  }
}

/** Picks places of one of many groups in proportion to their weights, in logarithmic time. */
export class GroupSampler {
  private readonly sums: Float64Array;

  /** @param firsts the first place of each group, and behind the last one their number */
  constructor(
    private readonly firsts: Uint32Array,
    weights: Column,
  ) {
    this.sums = new Float64Array(weights.length + 1);
    for (let place = 0; place < weights.length; place += 1) {
      this.sums[place + 1] = at(this.sums, place) + at(weights, place);
    }
  }

  /** A place of the group; `undefined` when none of it has a weight. */
  pick(random: Random, group: number): number | undefined {
    let low = at(this.firsts, group);
    let high = at(this.firsts, group + 1);
    const start = at(this.sums, low);
    const total = at(this.sums, high) - start;
    if (!(total > 0)) {
      return undefined;
    }
    // The last place whose sum before it is not above the mark: one with a weight.
    const mark = start + random.fraction() * total;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (at(this.sums, middle) <= mark) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

/** A number from 1 up, whose share above x falls like `x ** -exponent`; at most `limit`. */
export function pareto(random: Random, exponent: number, limit: number): number {
  return Math.min(limit, (1 - random.fraction()) ** (-1 / exponent));
}

/**
 * Weights by rank, the first the greatest: `(rank + offset) ** -exponent`. The offset keeps the first few from
 * taking everything.
 */
export function zipf(count: number, exponent: number, offset: number): Float64Array {
  return Float64Array.from({ length: count }, (_, rank) => (rank + 1 + offset) ** -exponent);
}

/** The numbers from 0 to `count`, without `count`, in a random order. */
export function shuffled(random: Random, count: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, place) => place);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    const kept = at(order, last);
    order[last] = at(order, other);
    order[other] = kept;
  }
  return order;
}
