import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { PostRemoved } from '#libs/events';
import type { Viewer } from '#libs/kernel';
import { outOfSight, PostListingService } from '../listing/post-listing.service.js';
import { factOf, type PostId } from '../post/post.js';
import { edit, type PostChange } from '../post/post-change.js';
import { PostReferencesService } from '../references/post-references.service.js';
import { PostTagsService } from '../tags/post-tags.service.js';
import { ModeratedPostsService } from './moderated-posts.service.js';

/** What an administrator does to a post, and why; what is absent stays. */
export interface PostModerationAct extends Pick<
  PostChange,
  'title' | 'body' | 'tags' | 'visibility' | 'contentWarning' | 'sensitive'
> {
  readonly isActive?: boolean | undefined;
  readonly reason: string;
}

/** Deactivates, restores and edits posts for administrators. */
@Injectable()
export class PostModerationService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly posts: ModeratedPostsService,
    private readonly tags: PostTagsService,
    private readonly listing: PostListingService,
    private readonly references: PostReferencesService,
    private readonly events: DomainEvents,
  ) {}

  /**
   * Deactivates a post, which then is there for nobody else, restores one, also one that its author deleted,
   * or edits one in any state. What changes nothing is no act.
   *
   * @param expected the version that the administrator has seen, or `undefined` when any will do
   * @throws DomainError `not-found`, `precondition-failed`
   */
  async moderate(
    viewer: Viewer,
    postId: PostId,
    { isActive: wanted, reason, ...change }: PostModerationAct,
    expected: number | undefined,
  ): Promise<void> {
    await this.work.run(async () => {
      const authorIsOpen = await this.listing.holdAuthor(await this.posts.authorOf(postId));
      const post = await this.posts.take(postId, expected);
      const result = edit(post, change);
      const isActive = wanted ?? post.isActive;
      if (!result.changed && isActive === post.isActive) {
        return;
      }
      const content = await this.references.read(result.content, post);
      await this.posts.store(viewer, post, { ...result, content }, isActive, reason);
      const tagsBefore = post.tags.map(({ id }) => id);
      // `edit` hands on as they are those of the stored lists that are not part of the change.
      const tags =
        content.tags === post.tags
          ? tagsBefore
          : await this.tags.reattach(postId, tagsBefore, content.tags);
      await this.listing.change(
        post,
        post.isActive ? this.listing.exposure(post, tagsBefore, authorIsOpen) : outOfSight(post),
        isActive ? this.listing.exposure(content, tags, authorIsOpen) : outOfSight(content),
      );
      await this.references.follow(post, content, post);
      if (post.isActive && !isActive) {
        await this.events.publish(new PostRemoved({ ...factOf(post) }));
      }
    });
  }
}
