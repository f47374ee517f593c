import type { Circles } from './circles.js';
import { at, increment } from './column.js';
import { gather } from './gathering.js';
import { grouped, sizeOf } from './grouping.js';
import { PairSet } from './pair-set.js';
import { Pairs } from './pairs.js';
import type { People } from './people.js';
import { Random } from './random.js';
import type { SeedSizes } from './sizes.js';
import { REST, type Timeline } from './timeline.js';

/** Edges from one person to another, in the order of time. */
export interface Edges {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly times: Float64Array;
}

/** Tries to find a free pair by chance before all pairs are walked. */
const TRIES = 12;
/** Tries for each pair that need not be found. */
const PATIENCE = 40;
/** For each person. */
const REQUESTS = 0.1;
const BLOCKS = 0.2;
const MUTES = 0.3;

/** Who follows, asks, blocks and mutes whom: follows in circles. A block leaves no follow either way. */
export class Graph {
  readonly follows: Edges;
  readonly requests: Edges;
  readonly blocks: Edges;
  readonly mutes: Edges;
  readonly followerCounts: Int32Array;
  readonly followingCounts: Int32Array;
  private readonly firsts: Uint32Array;
  private readonly followers: Uint32Array;

  constructor(
    private readonly people: People,
    readonly circles: Circles,
    { users, follows }: SeedSizes,
    private readonly timeline: Timeline,
    seed: number,
  ) {
    const random = Random.for('graph', seed);
    const taken = new PairSet(follows + Math.ceil(users * (REQUESTS + 2 * BLOCKS)));
    const drawn = this.draw(random, follows, taken);
    gather(Random.for('gathering', seed), drawn, taken, circles, users);
    this.follows = this.arranged(random, drawn);
    this.followerCounts = this.counted(this.follows.to, this.follows.from);
    this.followingCounts = this.counted(this.follows.from, this.follows.to);
    const byFollowee = grouped(this.follows.to, users);
    this.firsts = byFollowee.firsts;
    this.followers = byFollowee.places.map((edge) => at(this.follows.from, edge));
    this.requests = this.arranged(random, this.asking(random, Math.floor(users * REQUESTS), taken));
    this.blocks = this.arranged(random, this.blocking(random, Math.floor(users * BLOCKS), taken));
    const muted = new PairSet(Math.ceil(users * MUTES));
    this.mutes = this.arranged(
      random,
      this.chosen(random, Math.floor(users * MUTES), (a, b) => muted.add(a, b)),
    );
  }

  /** How many follow a person, inactive people too. */
  audienceOf(person: number): number {
    return sizeOf(this.firsts, person);
  }

  /** One of those who follow a person. @throws RangeError when nobody does */
  someFollower(random: Random, person: number): number {
    const size = this.audienceOf(person);
    if (size === 0) {
      throw new RangeError('Nobody follows this person.');
    }
    return at(this.followers, at(this.firsts, person) + random.below(size));
  }

  /** Exactly so many pairs: by chance, and when chance finds no free one any more, the next free one. */
  private draw(random: Random, count: number, taken: PairSet): Pairs {
    const pairs = new Pairs(count);
    for (let edge = 0; edge < count; edge += 1) {
      let follower = this.people.active(random);
      let followee = this.people.popular(random);
      for (let tries = 0; follower === followee || !taken.add(follower, followee); tries += 1) {
        if (tries < TRIES) {
          follower = this.people.active(random);
          followee = this.people.popular(random);
        } else {
          followee = (followee + 1) % this.people.count;
          follower =
            tries % this.people.count === 0 ? (follower + 1) % this.people.count : follower;
        }
      }
      pairs.push(follower, followee);
    }
    return pairs;
  }

  private asking(random: Random, count: number, taken: PairSet): Pairs {
    return this.chosen(
      random,
      count,
      (from, to) => !this.people.isPublic(to) && taken.add(from, to),
    );
  }

  private blocking(random: Random, count: number, taken: PairSet): Pairs {
    return this.chosen(
      random,
      count,
      (from, to) => !taken.has(to, from) && taken.add(from, to) && taken.add(to, from),
    );
  }

  /** At most so many pairs: those found by chance in a reasonable time. */
  private chosen(
    random: Random,
    count: number,
    accept: (from: number, to: number) => boolean,
  ): Pairs {
    const pairs = new Pairs(count);
    for (let tries = 0; tries < count * PATIENCE && pairs.length < count; tries += 1) {
      const from = this.people.active(random);
      const to = random.below(this.people.count);
      if (from !== to && accept(from, to)) {
        pairs.push(from, to);
      }
    }
    return pairs;
  }

  private arranged(random: Random, pairs: Pairs): Edges {
    const drawn = Float64Array.from({ length: pairs.length }, (_, edge) => {
      const both = Math.max(
        at(this.people.joinedAt, at(pairs.from, edge)),
        at(this.people.joinedAt, at(pairs.to, edge)),
      );
      return this.timeline.between(random, both, REST.acts);
    });
    const { order, times } = this.timeline.arrange(drawn);
    return {
      from: order.map((edge) => at(pairs.from, edge)),
      to: order.map((edge) => at(pairs.to, edge)),
      times,
    };
  }

  /** For each person, the edges whose other end is there. */
  private counted(own: Uint32Array, others: Uint32Array): Int32Array {
    const counts = new Int32Array(this.people.count);
    own.forEach((person, edge) => {
      if (this.people.isActive(at(others, edge))) {
        increment(counts, person);
      }
    });
    return counts;
  }
}
