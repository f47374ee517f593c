import { Injectable } from '@nestjs/common';
import type { UserId } from '#libs/kernel';
import { type MediaId, MediaService } from '#libs/media';
import type { Post, PostId } from '../post/post.js';
import { PostImageRepository } from './post-image.repository.js';

/** Pictures of posts and who may see them. In the transaction of the caller. */
@Injectable()
export class PostPicturesService {
  constructor(
    private readonly media: MediaService,
    private readonly images: PostImageRepository,
  ) {}

  /**
   * Gives a post these pictures, in this order, instead of those it has.
   *
   * @param isOpen whether everyone may see the post
   * @throws DomainError `media-not-usable`
   */
  async attach(
    post: Pick<Post, 'id' | 'authorId' | 'mediaIds'>,
    mediaIds: readonly MediaId[],
    isOpen: boolean,
  ): Promise<void> {
    const removed = post.mediaIds.filter((id) => !mediaIds.includes(id));
    const added = mediaIds.filter((id) => !post.mediaIds.includes(id));
    // Media before the post's own rows, as in the removal of a medium: nobody waits crosswise.
    if (removed.length > 0) {
      await this.media.release(removed);
    }
    if (added.length > 0) {
      await this.media.claim(post.authorId, added, { type: 'post', id: post.id }, isOpen);
    }
    await this.images.replace(post.id, post.mediaIds, mediaIds);
  }

  /** Nobody sees these posts any more: the addresses of their pictures are dead. */
  async withdraw(postIds: readonly PostId[]): Promise<void> {
    await this.media.withdraw('post', postIds);
  }

  /** No post of this author is for everyone any more. */
  async close(authorId: UserId): Promise<void> {
    await this.media.closeAll(authorId, 'post');
  }

  /** Tells media whether everyone may see the pictures of these posts. */
  async show(postIds: readonly PostId[], isOpen: boolean): Promise<void> {
    if (postIds.length > 0) {
      await this.media.setAudiences('post', postIds, isOpen);
    }
  }
}
