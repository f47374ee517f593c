import { Injectable } from '@nestjs/common';
import { PersonHoldRepository } from '#libs/account';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { PostId } from '#libs/post';
import type { StoredEntities } from '#libs/rich-text';
import { TextIndexRepository } from '#libs/text-search';
import type { CommentId } from '../comment/comment.js';
import type { CommentWords } from '../comment/comment.repository.js';
import { commentTexts } from '../comment/comment-texts.sql.js';
import { keptComment } from '../comment/visible-comment.sql.js';

/** A comment that an administrator acts on. */
export interface ModeratedComment {
  readonly id: CommentId;
  readonly postId: PostId;
  readonly parentId: CommentId | null;
  readonly authorId: UserId;
  readonly body: string;
  readonly entities: StoredEntities | null;
  /** Neither deleted nor deactivated. */
  readonly isActive: boolean;
  readonly version: number;
}

/** Writes what administrators do to comments. */
@Injectable()
export class CommentModerationRepository {
  constructor(
    private readonly work: UnitOfWork,
    private readonly texts: TextIndexRepository,
    private readonly people: PersonHoldRepository,
  ) {}

  /**
   * Takes a comment in any state, until the transaction ends. Its author is held before it, as everywhere: the counts
   * follow whether the author counts now.
   *
   * @returns the comment, or `undefined` also for one whose author has been erased
   */
  async take(commentId: CommentId): Promise<ModeratedComment | undefined> {
    const written = await this.work.execute<{ authorId: UserId | null }>(
      sql`select author_id as "authorId" from comment where id = ${commentId}`,
    );
    const authorId = written.rows[0]?.authorId ?? undefined;
    if (authorId === undefined) {
      return undefined;
    }
    await this.people.hold([authorId]);
    const { rows } = await this.work.execute<ModeratedComment>(
      sql`
      select
        c.id,
        c.post_id as "postId",
        c.parent_id as "parentId",
        c.author_id as "authorId",
        c.body,
        c.entities,
        ${keptComment('c')} as "isActive",
        c.version
      from comment c
      where c.id = ${commentId} and c.author_id is not null
      for no key update
      `,
    );
    return rows[0];
  }

  /**
   * Stores what an administrator made of a taken comment, one version further. A restored comment is
   * neither deactivated nor deleted any more; one that was inactive stays so in its way.
   */
  async store(
    { id, isActive: wasActive }: ModeratedComment,
    { body, entities }: CommentWords,
    { isActive, edited }: { readonly isActive: boolean; readonly edited: boolean },
  ): Promise<void> {
    const isActiveValue = sql.value(isActive);
    await this.work.execute(
      sql`
      update comment
      set
        body = ${body},
        entities = ${sql.json(entities)},
        is_active = case when ${isActiveValue}::boolean <> ${wasActive}::boolean then ${isActiveValue} else is_active end,
        deleted_at = case when not ${isActiveValue} then deleted_at end,
        version = version + 1,
        updated_at = case when ${edited} then now() else updated_at end
      where id = ${id}
      `,
    );
    if (edited) {
      await this.texts.put(commentTexts, id, { body });
    }
  }
}
