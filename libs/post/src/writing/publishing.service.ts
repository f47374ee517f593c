import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import type { Viewer } from '#libs/kernel';
import { HIDDEN, PostListingService } from '../listing/post-listing.service.js';
import { PostPicturesService } from '../pictures/post-pictures.service.js';
import { PostPollService } from '../polls/post-poll.service.js';
import { compose, type NewPost, type PostId } from '../post/post.js';
import { PostPolicy } from '../post/post.policy.js';
import { PostRepository } from '../post/post.repository.js';
import { PostReferencesService } from '../references/post-references.service.js';
import { PostTagsService } from '../tags/post-tags.service.js';
import { ScheduleService } from './schedule.service.js';

/** Makes new posts. */
@Injectable()
export class PublishingService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly posts: PostRepository,
    private readonly policy: PostPolicy,
    private readonly tags: PostTagsService,
    private readonly pictures: PostPicturesService,
    private readonly listing: PostListingService,
    private readonly references: PostReferencesService,
    private readonly schedule: ScheduleService,
    private readonly polls: PostPollService,
  ) {}

  /**
   * Publishes a post, or keeps it as a draft, perhaps until its time.
   *
   * @returns the id of the post
   * @throws DomainError `media-not-usable`, `nothing-left`, `publish-time-passed`, `publish-time-too-far`,
   *   `too-many-scheduled`, `poll-time-out-of-range`, `not-shareable` when it quotes what not everybody can see
   */
  async publish(viewer: Viewer, draft: NewPost): Promise<PostId> {
    const composed = compose(draft);
    this.polls.admit(composed);
    return this.work.run(async () => {
      const authorIsOpen = await this.listing.holdAuthor(viewer.userId);
      await this.schedule.admit(viewer.userId, composed.publishAt, true);
      if (composed.quotedPostId !== null) {
        await this.policy.assertShareable(viewer, composed.quotedPostId);
      }
      const content = await this.references.read(composed);
      const id = await this.posts.insert(viewer.userId, content);
      const { quotedPostId } = composed;
      const post = {
        id,
        authorId: viewer.userId,
        mediaIds: [],
        pictured: false,
        quotedPostId,
        isDetached: false,
      };
      await this.polls.begin(id, content);
      const tags = content.tags.length === 0 ? [] : await this.tags.attach(id, content.tags);
      const exposure = this.listing.exposure(content, tags, authorIsOpen);
      if (content.mediaIds.length > 0) {
        await this.pictures.attach(post, content.mediaIds, exposure.open);
      }
      await this.listing.change(post, HIDDEN, exposure);
      await this.references.follow(post, content);
      return id;
    });
  }
}
