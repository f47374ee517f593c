import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { PostPublishFailureSettled } from '#libs/events';
import type { Viewer } from '#libs/kernel';
import { PostListingService } from '../listing/post-listing.service.js';
import { PostPicturesService } from '../pictures/post-pictures.service.js';
import { PostPollService } from '../polls/post-poll.service.js';
import { type Post, type PostId } from '../post/post.js';
import type { StoredPost } from '../post/post.repository.js';
import { edit, type PostChange, type PostEdit } from '../post/post-change.js';
import type { TagId } from '../post/tag.js';
import { PostReferencesService } from '../references/post-references.service.js';
import { PostTagsService } from '../tags/post-tags.service.js';
import { OwnPostsService } from './own-posts.service.js';
import { ScheduleService } from './schedule.service.js';

/** Changes posts. */
@Injectable()
export class EditingService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly own: OwnPostsService,
    private readonly tags: PostTagsService,
    private readonly pictures: PostPicturesService,
    private readonly listing: PostListingService,
    private readonly references: PostReferencesService,
    private readonly schedule: ScheduleService,
    private readonly polls: PostPollService,
    private readonly events: DomainEvents,
  ) {}

  /**
   * Edits a post; publishes it when its status says so for the first time. What changes nothing leaves the
   * version as it is.
   *
   * @param changeOf the change, made from the post as it is now
   * @param expected the version that the author has seen, or `undefined` when any will do
   * @throws DomainError `not-found`, `forbidden`, `precondition-failed`, `already-published`,
   *   `nothing-left`, `media-not-usable`, `publish-time-passed`, `publish-time-too-far`, `too-many-scheduled`,
   *   `poll-time-out-of-range`, `poll-has-votes`, `poll-closed`
   */
  async edit(
    viewer: Viewer,
    postId: PostId,
    changeOf: (post: Post) => PostChange,
    expected: number | undefined,
  ): Promise<void> {
    await this.work.run(async () => {
      const authorIsOpen = await this.listing.holdAuthor(viewer.userId);
      const post = await this.own.take(viewer, postId, expected);
      await this.change(post, changeOf(post), authorIsOpen);
    });
  }

  /**
   * Edits a taken post of an author who is held, in the transaction of the caller.
   *
   * @param authorIsOpen whether everyone may see public posts of the author
   * @throws DomainError as `edit`
   */
  async change(post: StoredPost, change: PostChange, authorIsOpen: boolean): Promise<void> {
    const result = edit(post, change);
    if (!result.changed) {
      return;
    }
    const { publishAt } = result.content;
    if (publishAt !== post.publishAt) {
      await this.schedule.admit(post.authorId, publishAt, post.publishAt === null);
    }
    await this.polls.change(post.id, post, result.content);
    const content = await this.references.read(result.content, post);
    await this.own.store(post, { ...result, content });
    // `edit` hands on as they are those of the stored lists that are not part of the change.
    const tagsBefore = post.tags.map(({ id }) => id);
    const tags = await this.retag(post, result, tagsBefore);
    const before = this.listing.exposure(post, tagsBefore, authorIsOpen);
    const after = this.listing.exposure(result.content, tags, authorIsOpen);
    const { mediaIds } = result.content;
    if (mediaIds !== post.mediaIds) {
      await this.pictures.attach(post, mediaIds, after.open);
    }
    await this.listing.change(post, before, after);
    await this.references.follow(post, content, post);
    if (post.publishError !== null && content.publishError === null) {
      const fact = { postId: post.id, authorId: post.authorId };
      await this.events.publish(new PostPublishFailureSettled(fact));
    }
  }

  private async retag(
    post: StoredPost,
    { content }: PostEdit,
    before: readonly TagId[],
  ): Promise<readonly TagId[]> {
    return content.tags === post.tags
      ? before
      : await this.tags.reattach(post.id, before, content.tags);
  }
}
