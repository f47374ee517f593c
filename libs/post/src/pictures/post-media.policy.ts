import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Id, MaybeViewer } from '#libs/kernel';
import { MediaAudience, MediaAudienceRegistry, type MediaId } from '#libs/media';
import { type PostId } from '../post/post.js';
import { PostPolicy } from '../post/post.policy.js';
import { PostRepository } from '../post/post.repository.js';
import { isEmptied } from '../post/post-change.js';

/** Pictures of a post are for those who may see the post. A post without words keeps the last of them. */
@Injectable()
export class PostMediaPolicy extends MediaAudience implements OnModuleInit {
  override readonly type = 'post';

  constructor(
    private readonly posts: PostPolicy,
    private readonly stored: PostRepository,
    private readonly audiences: MediaAudienceRegistry,
  ) {
    super();
  }

  onModuleInit(): void {
    this.audiences.register(this);
  }

  override canSee(viewer: MaybeViewer, postIds: readonly PostId[]): Promise<ReadonlySet<Id>> {
    return this.posts.visibleTo(viewer, postIds);
  }

  override async canLose(postId: PostId, mediaId: MediaId): Promise<boolean> {
    const post = await this.stored.takeAny(postId);
    const left = post?.mediaIds.filter((id) => id !== mediaId);
    return !post?.isActive || !isEmptied(post, { mediaIds: left });
  }
}
