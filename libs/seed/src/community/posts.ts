import { at } from './column.js';
import type { Graph } from './graph.js';
import type { People } from './people.js';
import { Random } from './random.js';
import { pareto, Sampler } from './sampling.js';
import type { SeedSizes } from './sizes.js';
import { REST, type Timeline } from './timeline.js';

export const VISIBILITY = ['public', 'followers', 'private'] as const;

/** Whether a post is there, deactivated by an administrator, or deleted by its author. */
export const PRESENCE = { there: 0, deactivated: 1, deleted: 2 } as const;

const DRAFT = 0.03;
const BEGUN_AS_DRAFT = 0.04;
const EDITED = 0.02;
const DEACTIVATED = 0.004;
const DELETED = 0.012;
/** A draft that gets published lies this long at most, in milliseconds. */
const DRAFT_TIME = 5 * 24 * 60 * 60 * 1000;
/** `Float64Array` has no null. */
const NEVER = -1;

/** All posts, in the order in which they were begun. */
export class Posts {
  readonly count: number;
  readonly createdAt: Float64Array;
  readonly authors: Uint32Array;
  /** What the words of each post depend on. */
  readonly words: Uint32Array;
  /** Posts in the order of feeds; drafts among them by when they were begun. */
  readonly inFeedOrder: Uint32Array;
  private readonly published: Float64Array;
  private readonly edited: Float64Array;
  private readonly visibilities: Uint8Array;
  private readonly presences: Uint8Array;
  private readonly byAttention: Sampler | undefined;

  constructor(
    private readonly people: People,
    private readonly graph: Graph,
    { posts }: SeedSizes,
    timeline: Timeline,
    seed: number,
  ) {
    const random = Random.for('posts', seed);
    const drawn = Uint32Array.from({ length: posts }, () => people.active(random));
    const begun = timeline.arrange(
      Float64Array.from(drawn, (author) =>
        timeline.between(random, at(people.joinedAt, author), REST.posts),
      ),
    );
    this.count = posts;
    this.createdAt = begun.times;
    this.authors = begun.order.map((post) => at(drawn, post));
    this.words = Uint32Array.from({ length: posts }, () => random.bits());
    const last = timeline.end - REST.posts;
    this.published = this.createdAt.map((begunAt) => {
      if (random.chance(DRAFT)) {
        return NEVER;
      }
      const waited = random.chance(BEGUN_AS_DRAFT) ? random.fraction() * DRAFT_TIME : 0;
      return Math.max(begunAt, Math.min(Math.floor(begunAt + waited), last));
    });
    this.edited = this.published.map((at) =>
      at !== NEVER && random.chance(EDITED)
        ? Math.floor(timeline.soon(random, at, REST.posts))
        : NEVER,
    );
    this.visibilities = Uint8Array.from(this.authors, (author) =>
      visibilityOf(random.fraction(), people.isPublic(author)),
    );
    this.presences = Uint8Array.from({ length: posts }, () => presenceOf(random.fraction()));
    this.inFeedOrder = this.sorted(timeline);
    this.byAttention = this.attention(random);
  }

  /** When it was published, in milliseconds; `undefined` for a draft. */
  publishedAt(post: number): number | undefined {
    const time = at(this.published, post);
    return time === NEVER ? undefined : time;
  }

  /** When its words were changed after publishing, in milliseconds. */
  editedAt(post: number): number | undefined {
    const time = at(this.edited, post);
    return time === NEVER ? undefined : time;
  }

  visibilityOf(post: number): (typeof VISIBILITY)[number] {
    return VISIBILITY[at(this.visibilities, post)] ?? 'private';
  }

  presenceOf(post: number): number {
    return at(this.presences, post);
  }

  isThere(post: number): boolean {
    return this.presenceOf(post) === PRESENCE.there;
  }

  /** Active and published. */
  isPublished(post: number): boolean {
    return this.isThere(post) && this.publishedAt(post) !== undefined;
  }

  /** Active, published and public: counts for its author. */
  isListed(post: number): boolean {
    return this.isPublished(post) && this.visibilityOf(post) === 'public';
  }

  /** Whether others see it. */
  hasReaders(post: number): boolean {
    const visibility = this.visibilityOf(post);
    return (
      this.isPublished(post) &&
      (visibility === 'public' ||
        (visibility === 'followers' && this.graph.audienceOf(at(this.authors, post)) > 0))
    );
  }

  /** Whether everyone can see it: counts for its tags. */
  isForEveryone(post: number): boolean {
    const author = at(this.authors, post);
    return this.isListed(post) && this.people.isActive(author) && this.people.isPublic(author);
  }

  /** A post that others see; the popular ones far more often. @throws RangeError when there is none */
  noticed(random: Random): number {
    if (this.byAttention === undefined) {
      throw new RangeError('There is no post that others see.');
    }
    return this.byAttention.pick(random);
  }

  /** Somebody who sees the post: of a circle of its author, or mostly a follower. */
  reader(random: Random, post: number): number {
    const author = at(this.authors, post);
    const onlyFollowers = at(this.visibilities, post) !== 0;
    const origin = onlyFollowers ? 'everybody' : this.graph.circles.origin(random);
    if (origin === 'circle') {
      return this.graph.circles.someFellow(random, author);
    }
    if (origin === 'closure' && this.graph.audienceOf(author) > 0) {
      const follower = this.graph.someFollower(random, author);
      return this.graph.audienceOf(follower) > 0
        ? this.graph.someFollower(random, follower)
        : follower;
    }
    return this.graph.audienceOf(author) > 0 && (onlyFollowers || random.chance(0.6))
      ? this.graph.someFollower(random, author)
      : this.people.active(random);
  }

  /** The timeline leaves nearly sorted what happens at nearly the same time. */
  private sorted(timeline: Timeline): Uint32Array {
    const { order } = timeline.arrange(this.createdAt.map((_, post) => this.placeOf(post)));
    for (let place = 1; place < order.length; place += 1) {
      const post = at(order, place);
      let hole = place;
      while (hole > 0 && this.placeOf(at(order, hole - 1)) > this.placeOf(post)) {
        order[hole] = at(order, hole - 1);
        hole -= 1;
      }
      order[hole] = post;
    }
    return order;
  }

  private placeOf(post: number): number {
    return this.publishedAt(post) ?? at(this.createdAt, post);
  }

  private attention(random: Random): Sampler | undefined {
    const weights = Float64Array.from({ length: this.count }, (_, post) => {
      const weight = pareto(random, 1.05, 3_000);
      const followers = this.graph.audienceOf(at(this.authors, post));
      return this.hasReaders(post) ? weight * Math.sqrt(1 + followers) : 0;
    });
    return weights.some((weight) => weight > 0) ? new Sampler(weights) : undefined;
  }
}

function visibilityOf(part: number, isPublic: boolean): number {
  if (part < 0.03) {
    return 2;
  }
  return part < 0.12 || !isPublic ? 1 : 0;
}

function presenceOf(part: number): number {
  if (part < DEACTIVATED) {
    return PRESENCE.deactivated;
  }
  return part < DEACTIVATED + DELETED ? PRESENCE.deleted : PRESENCE.there;
}
