import { at } from './column.js';
import type { Graph } from './graph.js';
import type { Posts } from './posts.js';
import { Random } from './random.js';
import { TagDrawer } from './tags.js';
import { Tastes } from './tastes.js';

/** Which tags each post has. */
export class Tagging {
  /** Where the tags of each post begin; those of the next one end them. */
  private readonly starts: Uint32Array;
  private readonly tags: Uint32Array;

  /** @param count how many tags there are */
  constructor(
    posts: Posts,
    graph: Graph,
    readonly count: number,
    seed: number,
  ) {
    const random = Random.for('tags of posts', seed);
    const drawer = new TagDrawer(count);
    const tastes = new Tastes(graph, 'tags', seed);
    const drawn: number[] = [];
    this.starts = new Uint32Array(posts.count + 1);
    for (let post = 0; post < posts.count; post += 1) {
      const author = at(posts.authors, post);
      drawn.push(...drawer.draw(random, () => tastes.of(random, author)));
      this.starts[post + 1] = drawn.length;
    }
    this.tags = Uint32Array.from(drawn);
  }

  /** The tags of a post, in their order. */
  of(post: number): Uint32Array {
    return this.tags.subarray(at(this.starts, post), at(this.starts, post + 1));
  }
}
