import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { PostRemoved } from '#libs/events';
import type { Viewer } from '#libs/kernel';
import { HIDDEN, PostListingService } from '../listing/post-listing.service.js';
import { factOf, type PostId } from '../post/post.js';
import { OwnPostsService } from './own-posts.service.js';

/** Deletes posts. */
@Injectable()
export class RemovalService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly own: OwnPostsService,
    private readonly listing: PostListingService,
    private readonly events: DomainEvents,
  ) {}

  /**
   * Deletes a post: it disappears for everyone, and stays in the database.
   *
   * @param expected the version that the author has seen, or `undefined` when any will do
   * @throws DomainError `not-found`, `forbidden`, `precondition-failed`
   */
  async remove(viewer: Viewer, postId: PostId, expected: number | undefined): Promise<void> {
    await this.work.run(async () => {
      const authorIsOpen = await this.listing.holdAuthor(viewer.userId);
      const post = await this.own.take(viewer, postId, expected);
      await this.own.delete(post);
      const tags = post.tags.map(({ id }) => id);
      await this.listing.change(post, this.listing.exposure(post, tags, authorIsOpen), HIDDEN);
      await this.events.publish(new PostRemoved({ ...factOf(post) }));
    });
  }
}
