import { at } from './column.js';
import { Random } from './random.js';
import { pareto, Sampler, shuffled, zipf } from './sampling.js';
import type { SeedSizes } from './sizes.js';
import { REST, type Timeline } from './timeline.js';

/** Whether an account is there, suspended, or deleted by its owner. */
export const ACCOUNT = { active: 0, suspended: 1, deleted: 2 } as const;

export const LANGUAGES = ['ko', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const KOREAN = 0.7;
const PRIVATE = 0.07;
const SUSPENDED = 0.01;
const DELETED = 0.002;

/** Everybody, in the order of their sign-up. */
export class People {
  readonly count: number;
  readonly joinedAt: Float64Array;
  /** How popular each person is compared with others: the weights by which `popular` draws. */
  readonly popularities: Float64Array;
  /** How much each person does compared with others: the weights by which `active` draws. */
  readonly activities: Float64Array;
  private readonly languages: Uint8Array;
  private readonly secluded: Uint8Array;
  private readonly states: Uint8Array;
  private readonly byPopularity: Sampler;
  private readonly byActivity: Sampler;
  private readonly ranked: Uint32Array;

  constructor({ users }: SeedSizes, timeline: Timeline, seed: number) {
    const random = Random.for('people', seed);
    const joining = Float64Array.from({ length: users }, () =>
      Math.min(timeline.moment(0.95 * random.fraction() ** 1.3), timeline.end - REST.people),
    );
    this.count = users;
    this.joinedAt = timeline.arrange(joining).times;
    this.languages = Uint8Array.from({ length: users }, () => (random.chance(KOREAN) ? 0 : 1));
    this.secluded = Uint8Array.from({ length: users }, () => (random.chance(PRIVATE) ? 1 : 0));
    this.states = Uint8Array.from({ length: users }, () => stateOf(random.fraction()));
    this.ranked = shuffled(random, users);
    const byRank = zipf(users, 0.85, 4);
    this.byPopularity = new Sampler(byRank);
    this.popularities = new Float64Array(users);
    this.ranked.forEach((person, rank) => {
      this.popularities[person] = at(byRank, rank);
    });
    this.activities = Float64Array.from({ length: users }, () => pareto(random, 1.3, 300) - 0.85);
    this.byActivity = new Sampler(this.activities);
  }

  isActive(person: number): boolean {
    return this.stateOf(person) === ACCOUNT.active;
  }

  stateOf(person: number): number {
    return at(this.states, person);
  }

  isPublic(person: number): boolean {
    return at(this.secluded, person) === 0;
  }

  languageOf(person: number): Language {
    return at(this.languages, person) === 0 ? 'ko' : 'en';
  }

  /** Somebody, the popular ones far more often. */
  popular(random: Random): number {
    return at(this.ranked, this.byPopularity.pick(random));
  }

  /** Somebody, those who act a lot more often. */
  active(random: Random): number {
    return this.byActivity.pick(random);
  }
}

function stateOf(part: number): number {
  if (part < DELETED) {
    return ACCOUNT.deleted;
  }
  return part < DELETED + SUSPENDED ? ACCOUNT.suspended : ACCOUNT.active;
}
