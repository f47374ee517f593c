import { at, increment } from './column.js';
import type { People } from './people.js';
import type { Posts } from './posts.js';
import { Random } from './random.js';
import { pareto, Sampler } from './sampling.js';
import type { SeedSizes } from './sizes.js';
import { REST, type Timeline } from './timeline.js';

/** Depth of the deepest replies; what answers one of those stands beside it. */
const MAX_DEPTH = 8;
const REPLY = 0.55;
const BY_AUTHOR = 0.25;
const DEACTIVATED = 0.003;
const DELETED = 0.015;
const NONE = -1;

/** Whether a comment is there, deactivated by an administrator, or deleted by its author. */
const PRESENCE = { there: 0, deactivated: 1, deleted: 2 } as const;

/** All comments, in the order of time: an answer always comes after what it answers. */
export class Comments {
  readonly count: number;
  readonly times: Float64Array;
  readonly posts: Uint32Array;
  readonly authors: Uint32Array;
  readonly depths: Uint8Array;
  /** Replies that are there, of active people. */
  readonly replyCounts: Int32Array;
  /** Comments of each post that are there, of active people. */
  readonly ofPosts: Int32Array;
  private readonly parents: Int32Array;
  private readonly roots: Int32Array;
  private readonly presences: Uint8Array;
  private readonly byAttention: Sampler | undefined;

  constructor(
    private readonly people: People,
    private readonly about: Posts,
    { comments }: SeedSizes,
    timeline: Timeline,
    seed: number,
  ) {
    const random = Random.for('comments', seed);
    const drawn = Uint32Array.from({ length: comments }, () => about.noticed(random));
    const written = timeline.arrange(
      Float64Array.from(drawn, (post) =>
        timeline.soon(random, about.publishedAt(post) ?? 0, REST.comments),
      ),
    );
    this.count = comments;
    this.times = written.times;
    this.posts = written.order.map((comment) => at(drawn, comment));
    this.authors = new Uint32Array(comments);
    this.depths = new Uint8Array(comments);
    this.parents = new Int32Array(comments).fill(NONE);
    this.roots = new Int32Array(comments).fill(NONE);
    this.presences = Uint8Array.from({ length: comments }, () => presenceOf(random.fraction()));
    this.replyCounts = new Int32Array(comments);
    this.ofPosts = new Int32Array(about.count);
    this.talk(random);
    this.byAttention =
      comments === 0
        ? undefined
        : new Sampler(Float64Array.from(this.posts, () => pareto(random, 1.2, 500)));
  }

  /** The comment that this one answers; `undefined` at the top level. */
  parentOf(comment: number): number | undefined {
    const parent = at(this.parents, comment);
    return parent === NONE ? undefined : parent;
  }

  /** The top-level comment of its thread; `undefined` at the top level. */
  rootOf(comment: number): number | undefined {
    const root = at(this.roots, comment);
    return root === NONE ? undefined : root;
  }

  isDeactivated(comment: number): boolean {
    return at(this.presences, comment) === PRESENCE.deactivated;
  }

  isDeleted(comment: number): boolean {
    return at(this.presences, comment) === PRESENCE.deleted;
  }

  /** A comment; the popular ones more often. @throws RangeError when there is none */
  noticed(random: Random): number {
    if (this.byAttention === undefined) {
      throw new RangeError('There is no comment.');
    }
    return this.byAttention.pick(random);
  }

  /** Gives each comment its place in a thread and its author. */
  private talk(random: Random): void {
    const latest = new Int32Array(this.about.count).fill(NONE);
    const before = new Int32Array(this.count).fill(NONE);
    for (let comment = 0; comment < this.count; comment += 1) {
      const post = at(this.posts, comment);
      const last = at(latest, post);
      before[comment] = last;
      latest[post] = comment;
      if (last !== NONE && random.chance(REPLY)) {
        this.answer(comment, walkBack(random, before, last));
      }
      this.authors[comment] =
        last !== NONE && random.chance(BY_AUTHOR)
          ? at(this.about.authors, post)
          : this.about.reader(random, post);
      this.tally(comment, post);
    }
  }

  private answer(comment: number, answered: number): void {
    const deep = at(this.depths, answered) >= MAX_DEPTH;
    const parent = deep ? at(this.parents, answered) : answered;
    this.parents[comment] = parent;
    this.roots[comment] = at(this.depths, parent) === 0 ? parent : at(this.roots, parent);
    this.depths[comment] = at(this.depths, parent) + 1;
  }

  private tally(comment: number, post: number): void {
    const counts =
      at(this.presences, comment) === PRESENCE.there &&
      this.people.isActive(at(this.authors, comment));
    if (counts) {
      increment(this.ofPosts, post);
      const parent = this.parentOf(comment);
      if (parent !== undefined) {
        increment(this.replyCounts, parent);
      }
    }
  }
}

/** One of the last comments of the post; mostly the very last, so that dialogues go deep. */
function walkBack(random: Random, before: Int32Array, last: number): number {
  let found = last;
  while (random.chance(0.45) && at(before, found) !== NONE) {
    found = at(before, found);
  }
  return found;
}

function presenceOf(part: number): number {
  if (part < DEACTIVATED) {
    return PRESENCE.deactivated;
  }
  return part < DEACTIVATED + DELETED ? PRESENCE.deleted : PRESENCE.there;
}
