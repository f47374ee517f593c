import { Injectable } from '@nestjs/common';
import { PersonHoldRepository } from '#libs/account';
import { atVersion, sql, UnitOfWork } from '#libs/database';
import { TokenRevoked } from '#libs/http';
import { DomainError, type UserId } from '#libs/kernel';
import type { PostId } from '#libs/post';
import { type StoredEntities, without } from '#libs/rich-text';
import { TextIndexRepository } from '#libs/text-search';
import type { CommentId, Place } from './comment.js';
import { commentTexts } from './comment-texts.sql.js';

/** A comment to be stored. */
export interface NewComment extends Place {
  readonly postId: PostId;
  readonly authorId: UserId;
  readonly body: string;
  /** What it refers to; `null` when that is nothing. */
  readonly entities: StoredEntities | null;
}

/** What a comment says, and what that refers to. */
export type CommentWords = Pick<NewComment, 'body' | 'entities'>;

/** Writes of comments. */
@Injectable()
export class CommentRepository {
  constructor(
    private readonly work: UnitOfWork,
    private readonly texts: TextIndexRepository,
    private readonly people: PersonHoldRepository,
  ) {}

  /**
   * Stores a comment with its counters, to be found by its text. Its author is held.
   *
   * @throws DomainError `token-revoked` when the author has just been suspended or deleted
   */
  async insert(comment: NewComment): Promise<CommentId> {
    if (!(await this.people.isActive(comment.authorId))) {
      throw new DomainError(TokenRevoked);
    }
    const { rows } = await this.work.execute<{ id: CommentId }>(
      sql`
      with added as (
        insert into comment (post_id, parent_id, root_id, depth, author_id, body, entities)
        values (${comment.postId}, ${comment.parentId}, ${comment.rootId}, ${comment.depth}, ${comment.authorId}, ${comment.body}, ${sql.json(comment.entities)})
        returning id, post_id, parent_id
      )
      insert into comment_counter (comment_id, list_id)
      select id, coalesce(parent_id, post_id)
      from added
      returning comment_id as id
      `,
    );
    const [added] = rows;
    if (added === undefined) {
      throw new Error('The comment was not stored.');
    }
    await this.texts.put(commentTexts, added.id, comment);
    return added.id;
  }

  /** What a comment says. Held until the transaction ends. @returns `undefined` when it is not there */
  async words(commentId: CommentId): Promise<CommentWords | undefined> {
    const { rows } = await this.work.execute<CommentWords>(
      sql`
      select body, entities
      from comment
      where id = ${commentId}
      for no key update
      `,
    );
    return rows[0];
  }

  /** Takes a person from what comments refer to. Their words stay. */
  async forget(ids: readonly CommentId[], userId: UserId): Promise<void> {
    await this.work.execute(
      sql`
      update comment
      set entities = ${without('entities', userId)}
      where id = any (${ids}::bigint[]) and entities is not null
      `,
    );
  }

  /**
   * Changes the text of a comment that is still there.
   *
   * @param expected version that must not have changed, or `undefined`
   * @returns whether it was there, its author's, and of that version
   */
  async changeBody(
    commentId: CommentId,
    authorId: UserId,
    { body, entities }: CommentWords,
    expected: number | undefined,
  ): Promise<boolean> {
    const { count } = await this.work.execute(
      sql`
      update comment
      set body = ${body}, entities = ${sql.json(entities)}, version = version + 1, updated_at = now()
      where id = ${commentId}
        and author_id = ${authorId}
        and is_active
        and deleted_at is null
        and ${atVersion('version', expected)}
      `,
    );
    if (count > 0) {
      await this.texts.put(commentTexts, commentId, { body });
    }
    return count > 0;
  }

  /**
   * Deletes a comment softly, for its author or the author of its post. Its author is held: what a suspended person
   * wrote is already out of the counts and must not be taken off again.
   *
   * @param expected version that must not have changed, or `undefined`
   * @returns whether it was there until now, of that version, and its author is active
   */
  async markDeleted(
    commentId: CommentId,
    authorId: UserId,
    actorId: UserId,
    expected: number | undefined,
  ): Promise<boolean> {
    if (!(await this.people.isActive(authorId))) {
      return false;
    }
    const actorIdValue = sql.value(actorId);
    const { count } = await this.work.execute(
      sql`
      update comment c
      set deleted_at = now(), version = version + 1
      where c.id = ${commentId}
        and c.is_active
        and c.deleted_at is null
        and ${atVersion('c.version', expected)}
        and (
          c.author_id = ${actorIdValue}
          or exists (select from post p where p.id = c.post_id and p.author_id = ${actorIdValue})
        )
      `,
    );
    return count > 0;
  }
}
