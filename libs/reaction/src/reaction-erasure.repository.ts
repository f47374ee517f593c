import { Injectable } from '@nestjs/common';
import { commentsUnder } from '#libs/comment';
import type { Id, UserId } from '#libs/kernel';
import { sql, UnitOfWork } from '#libs/database';
import type { EdgeKind } from './edges.sql.js';

/** Removes the edges of a person who is being erased, a batch at a time. */
@Injectable()
export class ReactionErasureRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Removes edges that the person made. @returns their targets */
  async removeOf<Of extends 'post' | 'comment'>(
    kind: EdgeKind<Of>,
    userId: UserId,
    limit: number,
  ): Promise<Id<Of>[]> {
    const userIdValue = sql.value(userId);
    const { rows } = await this.work.execute<{ id: Id<Of> }>(
      sql`
      delete from ${sql.raw(kind.table)}
      where user_id = ${userIdValue}
        and ${sql.raw(kind.target)} in (
          select ${sql.raw(kind.target)}
          from ${sql.raw(kind.table)}
          where user_id = ${userIdValue}
          limit ${limit}
        )
      returning ${sql.raw(kind.target)} as id
      `,
    );
    return rows.map(({ id }) => id);
  }

  /** Removes edges of anybody to posts of the person. @returns how many */
  async removeToPostsOf(kind: EdgeKind<'post'>, userId: UserId, limit: number): Promise<number> {
    const { count } = await this.work.execute(
      sql`
      delete from ${sql.raw(kind.table)}
      where (post_id, user_id) in (
        select e.post_id, e.user_id
        from post p
        join ${sql.raw(kind.table)} e on e.post_id = p.id
        where p.author_id = ${userId}
        limit ${limit}
      )
      `,
    );
    return count;
  }

  /** Removes edges of anybody to comments of the person, and to those under the person's posts. @returns how many */
  async removeToCommentsOf(
    kind: EdgeKind<'comment'>,
    userId: UserId,
    limit: number,
  ): Promise<number> {
    const userIdValue = sql.value(userId);
    const limitValue = sql.value(limit);
    const { count } = await this.work.execute(
      sql`
      delete from ${sql.raw(kind.table)}
      where (comment_id, user_id) in (
        (
          select e.comment_id, e.user_id
          from comment c
          join ${sql.raw(kind.table)} e on e.comment_id = c.id
          where c.author_id = ${userIdValue}
          limit ${limitValue}
        )
        union all
        (
          select e.comment_id, e.user_id
          from post p
          cross join lateral ${commentsUnder('p.id')} c
          join ${sql.raw(kind.table)} e on e.comment_id = c.id
          where p.author_id = ${userIdValue}
          limit ${limitValue}
        )
      )
      `,
    );
    return count;
  }
}
