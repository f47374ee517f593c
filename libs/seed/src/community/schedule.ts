import { at } from './column.js';
import type { People } from './people.js';
import type { Posts } from './posts.js';
import { Random } from './random.js';
import type { Timeline } from './timeline.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Of so many drafts about one is to be published by itself. */
const RARITY = 8;
/** Most of them of one person. */
const MOST = 100;
/** Days after the end of the community: so a worker that is started soon leaves them. */
const AHEAD = { least: 7, most: 300 } as const;

/** When drafts are to be published, in milliseconds. */
export class Schedule {
  private readonly times = new Map<number, number>();

  constructor(posts: Posts, people: People, timeline: Timeline, seed: number) {
    const random = Random.for('scheduled drafts', seed);
    const amounts = new Map<number, number>();
    for (let post = 0; post < posts.count; post += 1) {
      const author = at(posts.authors, post);
      const isDraft = posts.publishedAt(post) === undefined && posts.isThere(post);
      const amount = amounts.get(author) ?? 0;
      if (isDraft && people.isActive(author) && amount < MOST && random.below(RARITY) === 0) {
        const days = AHEAD.least + random.below(AHEAD.most - AHEAD.least);
        this.times.set(post, timeline.end + days * DAY + random.below(24 * 60) * MINUTE);
        amounts.set(author, amount + 1);
      }
    }
  }

  /** When a draft is to be published; `undefined` for one that waits for its author, and for posts. */
  of(post: number): number | undefined {
    return this.times.get(post);
  }
}
