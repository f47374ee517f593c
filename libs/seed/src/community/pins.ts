import { at } from './column.js';
import type { People } from './people.js';
import type { Posts } from './posts.js';
import { Random } from './random.js';

/** Of so many posts about one is pinned by its author. */
const RARITY = 60;
const MOST = 3;

/** Which own posts people have pinned, in their order. */
export class Pins {
  readonly people: readonly number[];
  private readonly pinned = new Map<number, number[]>();

  constructor(posts: Posts, people: People, seed: number) {
    const random = Random.for('pins', seed);
    for (let post = 0; post < posts.count; post += 1) {
      const author = at(posts.authors, post);
      if (random.below(RARITY) > 0 || !posts.isPublished(post) || !people.isActive(author)) {
        continue;
      }
      const known = this.pinned.get(author) ?? [];
      if (known.length < MOST) {
        this.pinned.set(author, [post, ...known]);
      }
    }
    this.people = [...this.pinned.keys()];
  }

  of(person: number): readonly number[] {
    return this.pinned.get(person) ?? [];
  }
}
