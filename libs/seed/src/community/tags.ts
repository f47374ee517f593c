import type { Random } from './random.js';
import { Sampler, zipf } from './sampling.js';

/** Part of the posts that have so many tags: none, one, two … */
const TAGS_OF_POST = [0.25, 0.45, 0.67, 0.85, 0.95, 1];

/** Draws tags for posts: a few are everywhere, most are rare. */
export class TagDrawer {
  private readonly byPopularity: Sampler | undefined;

  /** @param count how many tags there are; the first is the most popular */
  constructor(private readonly count: number) {
    this.byPopularity = count === 0 ? undefined : new Sampler(zipf(count, 1, 3));
  }

  /**
   * The tags of one post: different ones.
   *
   * @param source what the next tag is to be drawn with
   */
  draw(random: Random, source: () => Random = () => random): number[] {
    const part = random.fraction();
    const wanted = Math.min(
      TAGS_OF_POST.findIndex((limit) => part < limit),
      this.count,
    );
    const tags: number[] = [];
    for (let tries = 0; tags.length < wanted && tries < 20; tries += 1) {
      const tag = this.byPopularity?.pick(source()) ?? 0;
      if (!tags.includes(tag)) {
        tags.push(tag);
      }
    }
    return tags;
  }
}
