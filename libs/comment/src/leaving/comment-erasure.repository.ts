import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { PostId } from '#libs/post';
import { MentionRepository } from '#libs/rich-text';
import { TextIndexRepository } from '#libs/text-search';
import type { CommentId } from '../comment/comment.js';
import { commentTexts } from '../comment/comment-texts.sql.js';
import { commentsUnder } from '../comment/comments-under.sql.js';

/** A comment that is gone, and where it stood. */
export interface GoneComment {
  readonly id: CommentId;
  readonly postId: PostId;
  readonly parentId: CommentId | null;
}

/** Removes the comments of a person who is being erased, a batch at a time. */
@Injectable()
export class CommentErasureRepository {
  constructor(
    private readonly work: UnitOfWork,
    private readonly texts: TextIndexRepository,
    private readonly mentions: MentionRepository,
  ) {}

  /** Removes comments of anybody under the person's posts, replies before what they answer. @returns how many */
  async removeUnderPostsOf(userId: UserId, limit: number): Promise<number> {
    const { rows } = await this.work.execute<{ id: CommentId }>(
      sql`
      delete from comment
      where id in (
        select c.id
        from post p
        cross join lateral ${commentsUnder('p.id')} c
        where p.author_id = ${userId}
          and not exists (select from comment r where r.parent_id = c.id)
        limit ${limit}
      )
      returning id
      `,
    );
    await this.mentions.removeThings(rows.map(({ id }) => id));
    return rows.length;
  }

  /** Removes comments of the person that nobody answered. */
  async removeUnanswered(userId: UserId, limit: number): Promise<GoneComment[]> {
    const { rows } = await this.work.execute<GoneComment>(
      sql`
      delete from comment
      where id in (
        select c.id
        from comment c
        where c.author_id = ${userId}
          and not exists (select from comment r where r.parent_id = c.id)
        limit ${limit}
      )
      returning id, post_id as "postId", parent_id as "parentId"
      `,
    );
    return rows;
  }

  /** Takes text and author from comments of the person: tombstones stay. */
  async entomb(userId: UserId, limit: number): Promise<GoneComment[]> {
    const { rows } = await this.work.execute<GoneComment>(
      sql`
      update comment
      set author_id = null,
          body = '',
          entities = null,
          deleted_at = coalesce(deleted_at, now()),
          version = version + 1
      where id in (
        select id
        from comment
        where author_id = ${userId}
        limit ${limit}
      )
      returning id, post_id as "postId", parent_id as "parentId"
      `,
    );
    const ids = rows.map(({ id }) => id);
    await this.texts.remove(commentTexts, ids);
    return rows;
  }
}
