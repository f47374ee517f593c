import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import type { Viewer } from '#libs/kernel';
import { PostListingService } from '../listing/post-listing.service.js';
import { PostPicturesService } from '../pictures/post-pictures.service.js';
import { edit, type Post, type PostChange, type PostEdit, type PostId } from '../post/post.js';
import type { StoredPost } from '../post/post.repository.js';
import type { TagId } from '../post/tag.js';
import { PostReferencesService } from '../references/post-references.service.js';
import { PostTagsService } from '../tags/post-tags.service.js';
import { OwnPostsService } from './own-posts.service.js';

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
  ) {}

  /**
   * Edits a post; publishes it when its status says so for the first time. What changes nothing leaves the
   * version as it is.
   *
   * @param changeOf the change, made from the post as it is now
   * @param expected the version that the author has seen, or `undefined` when any will do
   * @throws DomainError `not-found`, `forbidden`, `precondition-failed`, `already-published`,
   *   `nothing-left`, `media-not-usable`
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
      const result = edit(post, changeOf(post));
      if (!result.changed) {
        return;
      }
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
    });
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
