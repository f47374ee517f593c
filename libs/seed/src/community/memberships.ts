import { at } from './column.js';
import type { Random } from './random.js';
import { Sampler, zipf } from './sampling.js';

const MOST = 3;
/** Part of the people who are in one circle, and in at most two. */
const IN_ONE = 0.5;
const IN_TWO = 0.8;
/** Whoever follows, or is followed by, more than so many is in as many circles as can be, and in large ones. */
const WIDE = 30;
/** Circles that such a person looks at. */
const CHOICE = 10;
/** Tries to find a circle that a person is not in yet. */
const TRIES = 10;

/** Who is in which circle: pairs, those of one person side by side. */
export interface Memberships {
  readonly people: Uint32Array;
  readonly circles: Uint32Array;
}

/**
 * Puts everybody into one to three of so many circles, whose sizes follow a power law. People whom many know, or who
 * know many, get circles that have room for them: in a small one they would soon have met everybody.
 *
 * @param reach how many each person follows or is followed by
 */
export function joinCircles(random: Random, count: number, reach: Float64Array): Memberships {
  const joining = new Joining(count);
  const people = new Uint32Array(MOST * reach.length);
  const circles = new Uint32Array(MOST * reach.length);
  let end = 0;
  for (const person of byReach(reach)) {
    for (const circle of joining.choose(random, at(reach, person))) {
      people[end] = person;
      circles[end] = circle;
      end += 1;
    }
  }
  return { people: people.slice(0, end), circles: circles.slice(0, end) };
}

/** Circles that fill. */
class Joining {
  private readonly sizes: Float64Array;
  private readonly bySize: Sampler;
  private readonly evenly: Sampler;
  /** How much those in each circle reach. */
  private readonly loads: Float64Array;

  constructor(private readonly count: number) {
    this.sizes = zipf(count, 1, 1);
    this.bySize = new Sampler(this.sizes);
    this.evenly = new Sampler(zipf(count, 0.5, 1));
    this.loads = new Float64Array(count);
  }

  /** Different circles for one person. */
  choose(random: Random, reach: number): number[] {
    const wide = reach > WIDE;
    const wanted = Math.min(this.count, wide ? MOST : fewOf(random.fraction()));
    const own: number[] = [];
    while (own.length < wanted) {
      const sampler = wide || own.length > 0 ? this.bySize : this.evenly;
      own.push(wide ? this.roomy(random, reach, own) : this.another(random, sampler, own));
    }
    for (const circle of own) {
      this.loads[circle] = at(this.loads, circle) + reach / own.length;
    }
    return own;
  }

  /** The one with the most room of some circles. */
  private roomy(random: Random, reach: number, own: readonly number[]): number {
    const loadOf = (circle: number): number =>
      (at(this.loads, circle) + reach) / at(this.sizes, circle);
    let best = this.another(random, this.bySize, own);
    for (let look = 1; look < CHOICE; look += 1) {
      const other = this.another(random, this.bySize, own);
      best = loadOf(other) < loadOf(best) ? other : best;
    }
    return best;
  }

  /** A circle that is not among these: by chance, and when chance finds none, the next one. */
  private another(random: Random, sampler: Sampler, own: readonly number[]): number {
    let circle = sampler.pick(random);
    for (let tries = 0; own.includes(circle); tries += 1) {
      circle = tries < TRIES ? sampler.pick(random) : (circle + 1) % this.count;
    }
    return circle;
  }
}

function fewOf(part: number): number {
  if (part < IN_ONE) {
    return 1;
  }
  return part < IN_TWO ? 2 : MOST;
}

/** Everybody, those with the widest reach first. */
function byReach(reach: Float64Array): Uint32Array {
  return Uint32Array.from(reach.keys()).sort(
    (one, other) => at(reach, other) - at(reach, one) || one - other,
  );
}
