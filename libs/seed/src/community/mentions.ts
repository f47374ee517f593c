import { at } from './column.js';
import type { People } from './people.js';
import type { Posts } from './posts.js';
import { Random } from './random.js';

/** Of so many posts about one mentions somebody. */
const RARITY = 20;
/** `Int32Array` has no null. */
const NOBODY = -1;

/** Whom posts mention: somebody who reads them, and was there before. */
export class Mentions {
  private readonly mentioned: Int32Array;

  constructor(posts: Posts, people: People, seed: number) {
    const random = Random.for('mentions', seed);
    this.mentioned = new Int32Array(posts.count).fill(NOBODY);
    for (let post = 0; post < posts.count; post += 1) {
      if (random.below(RARITY) > 0 || !posts.isThere(post)) {
        continue;
      }
      const person = posts.reader(random, post);
      const isThere = at(people.joinedAt, person) < at(posts.createdAt, post);
      if (people.isActive(person) && isThere && person !== at(posts.authors, post)) {
        this.mentioned[post] = person;
      }
    }
  }

  /** Whom a post mentions; `undefined` for nobody. */
  of(post: number): number | undefined {
    const person = at(this.mentioned, post);
    return person === NOBODY ? undefined : person;
  }
}
