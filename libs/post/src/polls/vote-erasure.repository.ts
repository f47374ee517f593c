import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { PostId } from '../post/post.js';

/** Removes votes of and for a person who is being erased, a batch at a time. */
@Injectable()
export class VoteErasureRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Removes votes of the person. @returns the posts in whose polls they were */
  async removeOf(userId: UserId, limit: number): Promise<PostId[]> {
    const user = sql.value(userId);
    const { rows } = await this.work.execute<{ id: PostId }>(
      sql`
      delete from poll_vote
      where user_id = ${user}
        and post_id in (select post_id from poll_vote where user_id = ${user} limit ${limit})
      returning post_id as id
      `,
    );
    return rows.map(({ id }) => id);
  }

  /** Removes votes of anybody in polls of the person. @returns how many */
  async removeTo(authorId: UserId, limit: number): Promise<number> {
    const { count } = await this.work.execute(
      sql`
      delete from poll_vote
      where (post_id, user_id) in (
        select v.post_id, v.user_id
        from post p
        join poll_vote v on v.post_id = p.id
        where p.author_id = ${authorId}
        limit ${limit}
      )
      `,
    );
    return count;
  }
}
