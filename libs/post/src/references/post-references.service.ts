import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { UserId } from '#libs/kernel';
import {
  EntitiesService,
  EntityHolder,
  EntityHolderRegistry,
  MentionsService,
} from '#libs/rich-text';
import type { Post, PostContent, PostId, WithEntities } from '../post/post.js';
import { PostRepository } from '../post/post.repository.js';

/** What posts refer to. In the transaction of the caller. */
@Injectable()
export class PostReferencesService extends EntityHolder implements OnModuleInit {
  constructor(
    private readonly entities: EntitiesService,
    private readonly mentions: MentionsService,
    private readonly posts: PostRepository,
    private readonly holders: EntityHolderRegistry,
  ) {
    super();
  }

  onModuleInit(): void {
    this.holders.register(this);
  }

  /** The content of a post with what it refers to. @param earlier the post, when it is stored already */
  async read<Content extends PostContent>(
    content: Content,
    earlier?: Post,
  ): Promise<Content & WithEntities> {
    const entities =
      earlier?.body === content.body
        ? earlier.entities
        : await this.entities.of(content.body, earlier);
    return { ...content, entities };
  }

  /** Tells whom a stored post mentions. @param earlier the post before; absent when it is new */
  async follow(
    { id, authorId }: { readonly id: PostId; readonly authorId: UserId },
    { entities, status }: Pick<PostContent, 'status'> & WithEntities,
    earlier?: Post,
  ): Promise<void> {
    await this.mentions.change(
      { authorId, postId: id, commentId: null },
      {
        before: earlier?.entities ?? null,
        after: entities,
        isPublished: status === 'published',
        isNew: earlier?.status !== status,
      },
    );
  }

  override forget(ids: readonly PostId[], userId: UserId): Promise<void> {
    return this.posts.forget(ids, userId);
  }
}
