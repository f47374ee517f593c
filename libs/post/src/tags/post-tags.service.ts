import { Injectable } from '@nestjs/common';
import { Counters } from '#libs/counters';
import type { PostId } from '../post/post.js';
import { tagCounters } from '../post/post-counters.sql.js';
import type { Tag, TagId } from '../post/tag.js';
import { TagRepository } from './tag.repository.js';

/** Tags of posts and in how many posts each of them is. In the transaction of the caller. */
@Injectable()
export class PostTagsService {
  constructor(
    private readonly tags: TagRepository,
    private readonly counters: Counters,
  ) {}

  /** Gives a new post these tags. @returns their ids */
  async attach(postId: PostId, tags: readonly Tag[]): Promise<TagId[]> {
    const ids = await this.tags.ensure(tags);
    await this.tags.add(
      postId,
      ids,
      tags.map(({ isGiven }) => isGiven),
    );
    return ids;
  }

  /**
   * The same for a post that has these tags until now. Tags that leave it are counted anew later: a recount
   * of the author's tags that still waits would not find them any more.
   */
  async reattach(postId: PostId, before: readonly TagId[], tags: readonly Tag[]): Promise<TagId[]> {
    await this.tags.clear(postId);
    const after = await this.attach(postId, tags);
    await this.counters.recountSoon(
      tagCounters,
      before.filter((tag) => !after.includes(tag)),
    );
    return after;
  }

  /**
   * Counts a post for its tags.
   *
   * @param before tags for which it counted until now
   * @param after tags for which it counts from now on
   */
  async count(before: readonly TagId[], after: readonly TagId[]): Promise<void> {
    const added = after.filter((tag) => !before.includes(tag));
    const removed = before.filter((tag) => !after.includes(tag));
    await this.counters.addEach(tagCounters, [
      ...added.map((key) => ({ key, change: { post_count: 1 } })),
      ...removed.map((key) => ({ key, change: { post_count: -1 } })),
    ]);
  }
}
