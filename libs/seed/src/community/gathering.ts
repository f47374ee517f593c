import type { Circles, Origin } from './circles.js';
import { at } from './column.js';
import { type Grouped, grouped, sizeOf } from './grouping.js';
import type { PairSet } from './pair-set.js';
import type { Pairs } from './pairs.js';
import type { Random } from './random.js';

/** Tries to find another followee for one pair. */
const TRIES = 16;
const ORIGINS: readonly Origin[] = ['everybody', 'circle', 'closure'];

/**
 * Gives follows that were drawn among everybody the structure of circles: first some get a followee of a circle of the
 * follower, then some get a followee of a followee. Two pairs exchange their followees, so that everybody follows, and
 * is followed by, exactly as many as before. Where chance finds no pair to exchange with, a pair stays as it is.
 *
 * @param taken all pairs that are there; kept up to date
 */
export function gather(
  random: Random,
  pairs: Pairs,
  taken: PairSet,
  circles: Circles,
  users: number,
): void {
  const origins = Uint8Array.from({ length: pairs.length }, () =>
    ORIGINS.indexOf(circles.origin(random)),
  );
  if (origins.every((origin) => ORIGINS[origin] === 'everybody')) {
    return;
  }
  const exchange = new Exchange(pairs, taken, users);
  const byFame = circles.weighted((person) => exchange.followersOf(person));
  const wishes: Partial<Record<Origin, (follower: number) => number | undefined>> = {
    circle: (follower) => circles.someMember(random, circles.someOf(random, follower), byFame),
    closure: (follower) => {
      const between = exchange.someFollowee(random, follower);
      return between === undefined ? undefined : exchange.someFollowee(random, between);
    },
  };
  for (const [place, origin] of ORIGINS.entries()) {
    const wish = wishes[origin];
    for (let pair = 0; wish !== undefined && pair < pairs.length; pair += 1) {
      if (at(origins, pair) === place) {
        exchange.settle(random, pair, wish);
      }
    }
  }
}

/** Pairs that exchange their followees until each has settled, or has not been asked to. */
class Exchange {
  /** Pairs by follower: these stay. */
  private readonly byFollower: Grouped;
  /** Pairs by followee: a place belongs to one followee for good, and the pair there changes. */
  private readonly byFollowee: Grouped;
  private readonly placeOf: Uint32Array;
  private readonly settled: Uint8Array;

  constructor(
    private readonly pairs: Pairs,
    private readonly taken: PairSet,
    users: number,
  ) {
    this.byFollower = grouped(pairs.from, users);
    this.byFollowee = grouped(pairs.to, users);
    this.placeOf = new Uint32Array(pairs.length);
    this.byFollowee.places.forEach((pair, place) => {
      this.placeOf[pair] = place;
    });
    this.settled = new Uint8Array(pairs.length);
  }

  followersOf(person: number): number {
    return sizeOf(this.byFollowee.firsts, person);
  }

  /** A followee by a pair that has settled; `undefined` when the first one that is looked at has not. */
  someFollowee(random: Random, person: number): number | undefined {
    const pair = some(random, this.byFollower, person);
    return pair !== undefined && at(this.settled, pair) === 1 ? at(this.pairs.to, pair) : undefined;
  }

  /** Lets a pair have a wished followee, unless none is found that is free. */
  settle(random: Random, pair: number, wish: (follower: number) => number | undefined): void {
    const follower = at(this.pairs.from, pair);
    for (let tries = 0; tries < TRIES; tries += 1) {
      const followee = wish(follower);
      const other = followee === undefined ? undefined : some(random, this.byFollowee, followee);
      if (other !== undefined && at(this.settled, other) === 0 && this.exchange(pair, other)) {
        this.settled[pair] = 1;
        return;
      }
    }
  }

  /** @returns whether both pairs could have the followee of the other */
  private exchange(one: number, other: number): boolean {
    if (one === other) {
      return true;
    }
    const { pairs, taken } = this;
    const [follower, followee] = [at(pairs.from, one), at(pairs.to, one)];
    const [otherFollower, otherFollowee] = [at(pairs.from, other), at(pairs.to, other)];
    if (
      follower === otherFollowee ||
      otherFollower === followee ||
      taken.has(follower, otherFollowee) ||
      taken.has(otherFollower, followee)
    ) {
      return false;
    }
    taken.remove(follower, followee);
    taken.remove(otherFollower, otherFollowee);
    taken.add(follower, otherFollowee);
    taken.add(otherFollower, followee);
    pairs.to[one] = otherFollowee;
    pairs.to[other] = followee;
    const place = at(this.placeOf, one);
    this.put(one, at(this.placeOf, other));
    this.put(other, place);
    return true;
  }

  private put(pair: number, place: number): void {
    this.placeOf[pair] = place;
    this.byFollowee.places[place] = pair;
  }
}

/** One of the pairs of a person. */
function some(random: Random, { firsts, places }: Grouped, person: number): number | undefined {
  const size = sizeOf(firsts, person);
  return size === 0 ? undefined : at(places, at(firsts, person) + random.below(size));
}
