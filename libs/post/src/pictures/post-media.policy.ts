import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Id, MaybeViewer } from '#libs/kernel';
import { MediaAudience, MediaAudienceRegistry } from '#libs/media';
import type { PostId } from '../post/post.js';
import { PostPolicy } from '../post/post.policy.js';

/** Pictures of a post are for those who may see the post. */
@Injectable()
export class PostMediaPolicy extends MediaAudience implements OnModuleInit {
  override readonly type = 'post';

  constructor(
    private readonly posts: PostPolicy,
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
}
