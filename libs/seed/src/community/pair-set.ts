import { at } from './column.js';

const FREE = -1;
/** Whole numbers of a pair are below it. */
const SHIFT = 2 ** 26;

/** A set of pairs of whole numbers, each of them below 2^26: twelve times smaller than a `Set` of them. */
export class PairSet {
  private readonly slots: Float64Array;
  private readonly mask: number;

  /** @param capacity most pairs that will be added */
  constructor(capacity: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(8, capacity * 1.6)));
    this.slots = new Float64Array(size).fill(FREE);
    this.mask = size - 1;
  }

  /** @returns whether the pair was not there before */
  add(first: number, second: number): boolean {
    const slot = this.find(first, second);
    if (at(this.slots, slot) !== FREE) {
      return false;
    }
    this.slots[slot] = key(first, second);
    return true;
  }

  has(first: number, second: number): boolean {
    return at(this.slots, this.find(first, second)) !== FREE;
  }

  /** Takes a pair out, when it is there. */
  remove(first: number, second: number): void {
    let hole = this.find(first, second);
    // What follows without a gap moves up, unless it would stand before the slot where it is looked for first.
    for (let slot = (hole + 1) & this.mask; ; slot = (slot + 1) & this.mask) {
      const moved = at(this.slots, slot);
      if (moved === FREE) {
        break;
      }
      const home = hash(Math.floor(moved / SHIFT), moved % SHIFT) & this.mask;
      if (((slot - home) & this.mask) >= ((slot - hole) & this.mask)) {
        this.slots[hole] = moved;
        hole = slot;
      }
    }
    this.slots[hole] = FREE;
  }

  /** The slot of the pair, or the free one where it belongs. */
  private find(first: number, second: number): number {
    const wanted = key(first, second);
    let slot = hash(first, second) & this.mask;
    for (;;) {
      const found = at(this.slots, slot);
      if (found === FREE || found === wanted) {
        return slot;
      }
      slot = (slot + 1) & this.mask;
    }
  }
}

function key(first: number, second: number): number {
  return first * SHIFT + second;
}

function hash(first: number, second: number): number {
  let mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}
