import { at, increment } from './column.js';
import type { People } from './people.js';
import type { Posts } from './posts.js';
import { Random } from './random.js';

/** Of so many posts about one quotes another. */
const RARITY = 40;
/** Posts that are looked at for one that can be quoted. */
const TRIES = 5;

/** Which posts quote which. */
export class Quotes {
  /** Public quotes of each post, by active people. */
  readonly counts: Int32Array;
  /** What each post quotes; -1 for nothing. */
  private readonly quoted: Int32Array;

  constructor(posts: Posts, people: People, seed: number) {
    const random = Random.for('quotes', seed);
    this.counts = new Int32Array(posts.count);
    this.quoted = new Int32Array(posts.count).fill(-1);
    for (let post = 1; post < posts.count; post += 1) {
      if (random.below(RARITY) > 0) {
        continue;
      }
      const begun = at(posts.createdAt, post);
      for (let tries = 0; tries < TRIES; tries += 1) {
        const other = random.below(post);
        if (posts.isListed(other) && (posts.publishedAt(other) ?? begun) < begun) {
          this.quoted[post] = other;
          if (posts.isListed(post) && people.isActive(at(posts.authors, post))) {
            increment(this.counts, other);
          }
          break;
        }
      }
    }
  }

  /** What a post quotes; `undefined` when it quotes nothing. */
  of(post: number): number | undefined {
    const quoted = at(this.quoted, post);
    return quoted < 0 ? undefined : quoted;
  }
}
