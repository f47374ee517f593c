import { Injectable } from '@nestjs/common';
import type { MaybeViewer, Page, PageRequest } from '#libs/kernel';
import { type PostDto, type PostId, PostPolicy, PostReader } from '#libs/post';
import { SimilarPostsReader } from './similar-posts.reader.js';

/** Finds posts that are like a post. */
@Injectable()
export class SimilarPostsService {
  constructor(
    private readonly policy: PostPolicy,
    private readonly similar: SimilarPostsReader,
    private readonly posts: PostReader,
  ) {}

  /**
   * What shares likers and tags with a post, the nearest first.
   *
   * @throws DomainError `not-found` when the viewer can't see the post; `invalid-cursor`
   */
  async to(postId: PostId, viewer: MaybeViewer, request: PageRequest): Promise<Page<PostDto>> {
    await this.policy.assertVisible(viewer, postId);
    const { items, nextCursor } = await this.similar.page(viewer, postId, request);
    const shown = await this.posts.present(viewer, items, { withoutMuted: true });
    return { items: shown, nextCursor };
  }
}
