import { at } from './column.js';
import { grouped, sizeOf } from './grouping.js';
import { joinCircles } from './memberships.js';
import type { People } from './people.js';
import { Random } from './random.js';
import { GroupSampler } from './sampling.js';
import type { SeedSizes } from './sizes.js';

/** Of what people do, the part that stays in their circles, and the part that they find through their neighbours. */
const PARTS = {
  strong: { circle: 0.55, closure: 0.2 },
  weak: { circle: 0.25, closure: 0.1 },
  none: { circle: 0, closure: 0 },
} as const;

/** How much structure a community has. */
export type CircleStrength = keyof typeof PARTS;

/** All strengths, the usual one first. */
export const CIRCLE_STRENGTHS: readonly CircleStrength[] = ['strong', 'weak', 'none'];

/** Where a person finds somebody or something. */
export type Origin = 'circle' | 'closure' | 'everybody';

/** For so many people there is one circle. */
const PEOPLE_OF_CIRCLE = 120;

export function isCircleStrength(text: string): text is CircleStrength {
  return text in PARTS;
}

/** Circles of people who have to do with each other: everybody is in one to three of them. */
export class Circles {
  readonly count: number;
  /** The circles of all people, one person after another. */
  private readonly joined: Uint32Array;
  private readonly firsts: Uint32Array;
  /** The people of all circles, one circle after another. */
  private readonly members: Uint32Array;
  private readonly firstMembers: Uint32Array;
  private readonly byActivity: GroupSampler;

  constructor(
    people: People,
    { follows }: SeedSizes,
    private readonly strength: CircleStrength,
    seed: number,
  ) {
    this.count = Math.max(1, Math.floor(people.count / PEOPLE_OF_CIRCLE));
    const memberships = joinCircles(
      Random.for('circles', seed),
      this.count,
      reachOf(people, follows),
    );
    const ofPeople = grouped(memberships.people, people.count);
    this.firsts = ofPeople.firsts;
    this.joined = ofPeople.places.map((place) => at(memberships.circles, place));
    const ofCircles = grouped(memberships.circles, this.count);
    this.firstMembers = ofCircles.firsts;
    this.members = ofCircles.places.map((place) => at(memberships.people, place));
    this.byActivity = this.weighted((person) => at(people.activities, person));
  }

  /** Where the next thing is found. Without structure always among everybody, and nothing is drawn for it. */
  origin(random: Random): Origin {
    if (this.strength === 'none') {
      return 'everybody';
    }
    const { circle, closure } = PARTS[this.strength];
    const part = random.fraction();
    if (part < circle) {
      return 'circle';
    }
    return part < circle + closure ? 'closure' : 'everybody';
  }

  /** The circles of a person. */
  of(person: number): Uint32Array {
    return this.joined.subarray(at(this.firsts, person), at(this.firsts, person + 1));
  }

  /** One of the circles of a person. */
  someOf(random: Random, person: number): number {
    return at(this.joined, at(this.firsts, person) + random.below(sizeOf(this.firsts, person)));
  }

  /** Somebody in a circle of a person, or that person; those who act a lot more often. */
  someFellow(random: Random, person: number): number {
    return this.someMember(random, this.someOf(random, person), this.byActivity) ?? person;
  }

  /** A member of a circle; `undefined` when none has a weight. */
  someMember(random: Random, circle: number, weights: GroupSampler): number | undefined {
    const place = weights.pick(random, circle);
    return place === undefined ? undefined : at(this.members, place);
  }

  /** Weights by which members are drawn. */
  weighted(weightOf: (person: number) => number): GroupSampler {
    return new GroupSampler(this.firstMembers, Float64Array.from(this.members, weightOf));
  }

  /** Whether two people have a circle in common. */
  areTogether(one: number, other: number): boolean {
    return this.of(one).some((circle) => this.of(other).includes(circle));
  }
}

/** How many each person follows or is followed by, whatever is more, as far as can be told beforehand. */
function reachOf({ activities, popularities }: People, follows: number): Float64Array {
  const [acts, fame] = [total(activities), total(popularities)];
  return activities.map(
    (activity, person) => follows * Math.max(activity / acts, at(popularities, person) / fame),
  );
}

function total(weights: Float64Array): number {
  return weights.reduce((sum, weight) => sum + weight, 0);
}
