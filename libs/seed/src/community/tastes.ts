import type { Graph } from './graph.js';
import { Random } from './random.js';

/** What people of one circle have in common: of each subject so many likings, some of which may be the same. */
const LIKINGS = { tags: 12, skills: 5, region: 2 } as const;

/** What people have tastes in. */
export type Subject = keyof typeof LIKINGS;

/** Tastes in one subject, which people share with their circles in the same parts as all else. */
export class Tastes {
  private readonly shared = new Random(0);
  private readonly base: number;

  constructor(
    private readonly graph: Graph,
    private readonly subject: Subject,
    seed: number,
  ) {
    this.base = Random.for(`tastes ${subject}`, seed).bits();
  }

  /**
   * What the next liking of a person is to be drawn with, and nothing else: numbers that begin alike for a whole
   * circle, or those that are given. So what is popular among everybody is popular in circles too.
   */
  of(random: Random, person: number): Random {
    const { circles } = this.graph;
    const origin = circles.origin(random);
    if (origin === 'everybody') {
      return random;
    }
    const circle = circles.someOf(random, this.someone(random, origin, person));
    const liking = random.below(LIKINGS[this.subject]);
    this.shared.restart(
      this.base ^ Math.imul(circle + 1, 0x9e3779b1) ^ Math.imul(liking + 1, 0x85ebca6b),
    );
    return this.shared;
  }

  /** Whose circle it is: the person's, or a follower's. */
  private someone(random: Random, origin: 'circle' | 'closure', person: number): number {
    return origin === 'closure' && this.graph.audienceOf(person) > 0
      ? this.graph.someFollower(random, person)
      : person;
  }
}
