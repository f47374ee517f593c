import { setImmediate } from 'node:timers/promises';
import { at, increment } from './column.js';
import type { Comments } from './comments.js';
import { PairSet } from './pair-set.js';
import type { People } from './people.js';
import type { Posts } from './posts.js';
import { Random } from './random.js';
import { REST, type Timeline } from './timeline.js';

/** Tries to find a free pair by chance before all pairs are walked. */
const TRIES = 12;
/** Marks between two looks at other work. */
const BREATH = 100_000;

/** Marks of people on things, in the order of time. */
export interface Marks {
  readonly things: Uint32Array;
  readonly people: Uint32Array;
  readonly times: Float64Array;
  /** Marks of active people on each thing. */
  readonly counts: Int32Array;
}

/** What people may mark. */
export interface Markable {
  readonly count: number;
  /** A thing; the popular ones more often. */
  noticed(random: Random): number;
  /** Somebody who sees it. */
  reader(random: Random, thing: number): number;
  /** Since when it can be marked, in milliseconds. */
  since(thing: number): number;
}

export function markablePosts(posts: Posts): Markable {
  return {
    count: posts.count,
    noticed: (random) => posts.noticed(random),
    reader: (random, post) => posts.reader(random, post),
    since: (post) => posts.publishedAt(post) ?? 0,
  };
}

/** The same of what can be reposted. */
export function shareablePosts(posts: Posts): Markable {
  return {
    ...markablePosts(posts),
    noticed: (random) => {
      for (let tries = 0; tries < TRIES * 1_000; tries += 1) {
        const post = posts.noticed(random);
        if (posts.isListed(post)) {
          return post;
        }
      }
      throw new RangeError('Nobody has published anything that can be passed on.');
    },
  };
}

export function markableComments(comments: Comments, posts: Posts): Markable {
  return {
    count: comments.count,
    noticed: (random) => comments.noticed(random),
    reader: (random, comment) => posts.reader(random, at(comments.posts, comment)),
    since: (comment) => at(comments.times, comment),
  };
}

/**
 * Draws exactly so many marks, no pair twice. Takes seconds for millions, and lets other work in between.
 *
 * @param subject tells the kinds of marks apart
 * @throws RangeError when hardly any pair is left
 */
export async function draw(
  subject: string,
  marked: Markable,
  count: number,
  { people, timeline, seed }: { people: People; timeline: Timeline; seed: number },
): Promise<Marks> {
  const random = Random.for(subject, seed);
  const taken = new PairSet(count);
  const things = new Uint32Array(count);
  const whom = new Uint32Array(count);
  const drawn = new Float64Array(count);
  const counts = new Int32Array(marked.count);
  for (let mark = 0; mark < count; mark += 1) {
    if (mark % BREATH === 0) {
      await setImmediate();
    }
    const { thing, person } = freePair(random, marked, taken, mark);
    things[mark] = thing;
    whom[mark] = person;
    const since = Math.max(marked.since(thing), at(people.joinedAt, person));
    drawn[mark] = timeline.soon(random, since, REST.acts);
    if (people.isActive(person)) {
      increment(counts, thing);
    }
  }
  const { order, times } = timeline.arrange(drawn);
  return {
    things: order.map((mark) => at(things, mark)),
    people: order.map((mark) => at(whom, mark)),
    times,
    counts,
  };
}

function freePair(
  random: Random,
  marked: Markable,
  taken: PairSet,
  mark: number,
): { thing: number; person: number } {
  // A few things take most of the marks, until everybody has marked them: then another thing is looked at.
  for (let tries = 0; tries < TRIES * 1_000; tries += 1) {
    const thing = marked.noticed(random);
    for (let again = 0; again < TRIES; again += 1) {
      const person = marked.reader(random, thing);
      if (taken.add(thing, person)) {
        return { thing, person };
      }
    }
  }
  throw new RangeError(`There is nothing left to mark after ${mark} marks; ask for fewer.`);
}
