import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { UserId } from '#libs/kernel';
import type { PostId } from '#libs/post';
import {
  EntitiesService,
  EntityHolder,
  EntityHolderRegistry,
  MentionsService,
} from '#libs/rich-text';
import type { CommentId } from '../comment/comment.js';
import { CommentRepository, type CommentWords } from '../comment/comment.repository.js';

/** A comment and who wrote it. */
interface WrittenComment {
  readonly id: CommentId;
  readonly postId: PostId;
  readonly authorId: UserId;
}

/** What comments refer to. In the transaction of the caller. */
@Injectable()
export class CommentReferencesService extends EntityHolder implements OnModuleInit {
  constructor(
    private readonly entities: EntitiesService,
    private readonly mentions: MentionsService,
    private readonly comments: CommentRepository,
    private readonly holders: EntityHolderRegistry,
  ) {
    super();
  }

  onModuleInit(): void {
    this.holders.register(this);
  }

  /** A text with what it refers to. @param earlier what the comment said before */
  async read(body: string, earlier?: CommentWords): Promise<CommentWords> {
    const entities =
      earlier?.body === body ? earlier.entities : await this.entities.of(body, earlier);
    return { body, entities };
  }

  /** Tells whom a stored comment mentions. @param earlier what it said before; absent when it is new */
  async follow(
    { id, postId, authorId }: WrittenComment,
    { entities }: CommentWords,
    earlier?: CommentWords,
  ): Promise<void> {
    await this.mentions.change(
      { authorId, postId, commentId: id },
      {
        before: earlier?.entities ?? null,
        after: entities,
        isPublished: true,
        isNew: earlier === undefined,
      },
    );
  }

  override forget(ids: readonly CommentId[], userId: UserId): Promise<void> {
    return this.comments.forget(ids, userId);
  }
}
