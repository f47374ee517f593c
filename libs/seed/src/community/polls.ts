import { at } from './column.js';
import type { People } from './people.js';
import type { Posts } from './posts.js';
import { Random } from './random.js';
import { pareto } from './sampling.js';
import { REST, type Timeline } from './timeline.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Of so many posts about one asks something. */
const RARITY = 100;
/** Options of a poll. */
const OPTIONS = { least: 2, most: 6 } as const;
/** Hours for which a poll is open: up to 14 days. */
const HOURS = 14 * 24;
const MULTIPLE = 0.25;
/** Part of the voters in a poll of several choices who choose an option. */
const CHOSEN = 0.4;
/** A popular poll is read by so many times as many people as one that hardly anybody reads. */
const POPULAR = 100;
const LEAST_READERS = 3;

/** What some posts ask. */
export interface Poll {
  readonly post: number;
  /** How many options it has. */
  readonly options: number;
  readonly multiple: boolean;
  /** Milliseconds since 1970. */
  readonly closesAt: number;
}

/** What a person chose in a poll. */
interface Vote {
  readonly person: number;
  /** Places of options, ascending. */
  readonly choices: readonly number[];
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** Polls, and who chose what in them. */
export class Polls {
  readonly polls: readonly Poll[];
  private readonly random = new Random(0);

  constructor(
    private readonly posts: Posts,
    private readonly people: People,
    private readonly timeline: Timeline,
    private readonly seed: number,
  ) {
    this.polls = this.asked(Random.for('polls', seed));
  }

  /** The votes in a poll: the same whenever they are asked for. */
  votesOf(poll: Poll): Vote[] {
    const { posts, people, timeline, random } = this;
    if (!posts.hasReaders(poll.post)) {
      return [];
    }
    random.restart((this.seed + Math.imul(poll.post + 1, 0x9e3779b1)) >>> 0);
    const readers = Math.floor(LEAST_READERS * pareto(random, 1.1, POPULAR));
    const voters = new Set<number>();
    for (let reader = 0; reader < readers; reader += 1) {
      voters.add(posts.reader(random, poll.post));
    }
    const until = Math.min(poll.closesAt, timeline.end - REST.acts);
    return [...voters].flatMap((person) => {
      const seen =
        MINUTE + Math.max(posts.publishedAt(poll.post) ?? until, at(people.joinedAt, person));
      const time = Math.floor(seen + random.fraction() * (until - seen));
      const choices = choicesOf(random, poll);
      return seen < until ? [{ person, choices, time }] : [];
    });
  }

  /** How many active people voted, then their votes for each place. */
  countsOf(poll: Poll): number[] {
    const counts = new Array<number>(1 + OPTIONS.most).fill(0);
    for (const { person, choices } of this.votesOf(poll)) {
      if (this.people.isActive(person)) {
        for (const counter of [0, ...choices.map((place) => place + 1)]) {
          counts[counter] = (counts[counter] ?? 0) + 1;
        }
      }
    }
    return counts;
  }

  /** Whether a poll is over at the end of the community. */
  isClosed({ closesAt }: Poll): boolean {
    return closesAt <= this.timeline.end;
  }

  private asked(random: Random): Poll[] {
    const polls: Poll[] = [];
    for (let post = 0; post < this.posts.count; post += 1) {
      const published = this.posts.publishedAt(post);
      if (random.below(RARITY) > 0 || published === undefined || !this.posts.isPublished(post)) {
        continue;
      }
      polls.push({
        post,
        options: OPTIONS.least + random.below(OPTIONS.most - OPTIONS.least + 1),
        multiple: random.chance(MULTIPLE),
        closesAt: published + HOUR * (1 + random.below(HOURS)),
      });
    }
    return polls;
  }
}

/** The first options are liked best. */
function choicesOf(random: Random, { options, multiple }: Poll): number[] {
  const favourite = Math.floor(options * random.fraction() ** 1.5);
  return Array.from({ length: options }, (_, place) => place).filter(
    (place) => place === favourite || (multiple && random.chance(CHOSEN)),
  );
}
