import { at } from './column.js';
import type { Random } from './random.js';

/** What happens within this many milliseconds may change places. */
const GRAIN = 30_000;
const DAY = 24 * 60 * 60 * 1000;
/** How long the community has been there. */
const SPAN = 730 * DAY;
/** Nobody answers sooner. */
const SOONEST = 60_000;

/** How long before the end the last things of a kind happen: each kind needs those before it. */
export const REST = {
  people: DAY,
  posts: 60 * 60_000,
  comments: 30 * 60_000,
  acts: 60_000,
} as const;

/** Things in the order of time. */
export interface Ordered {
  /** For each place in time, which thing it is. */
  readonly order: Uint32Array;
  /** When, in milliseconds since 1970, rising. */
  readonly times: Float64Array;
}

/** The time in which a community lives: two years that end at its base. */
export class Timeline {
  readonly start: number;

  /** @param end milliseconds since 1970 */
  constructor(readonly end: number) {
    this.start = end - SPAN;
  }

  /** The time at which this part of the two years is over. */
  moment(part: number): number {
    return this.start + part * SPAN;
  }

  /** A time between something and the end; `rest` is kept free at the end. */
  between(random: Random, after: number, rest: number): number {
    const from = after + SOONEST;
    const until = this.end - rest;
    return from >= until ? until : from + random.fraction() * (until - from);
  }

  /** A time soon after something: half of all answers come within hours, the last ones after months. */
  soon(random: Random, after: number, rest: number): number {
    const delay = SOONEST * (90 * 24 * 60) ** random.fraction();
    return after + delay < this.end - rest ? after + delay : this.between(random, after, rest);
  }

  /**
   * Sorts things by when they happen, in linear time. What happens at nearly the same time gets times of its own,
   * so that no thing that comes a minute after another one ends before it.
   */
  arrange(times: Float64Array): Ordered {
    const grain = (time: number): number => Math.floor((time - this.start) / GRAIN);
    const firsts = new Uint32Array(SPAN / GRAIN + 1);
    for (const time of times) {
      const next = grain(time) + 1;
      firsts[next] = at(firsts, next) + 1;
    }
    for (let place = 1; place < firsts.length; place += 1) {
      firsts[place] = at(firsts, place) + at(firsts, place - 1);
    }
    const filled = firsts.slice();
    const order = new Uint32Array(times.length);
    const arranged = new Float64Array(times.length);
    for (let thing = 0; thing < times.length; thing += 1) {
      const bucket = grain(at(times, thing));
      const place = at(filled, bucket);
      filled[bucket] = place + 1;
      order[place] = thing;
      const size = at(firsts, bucket + 1) - at(firsts, bucket);
      const part = (place - at(firsts, bucket) + 0.5) / size;
      arranged[place] = Math.floor(this.start + (bucket + part) * GRAIN);
    }
    return { order, times: arranged };
  }
}
