import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { Id, UserId } from '#libs/kernel';
import type { PostId } from '#libs/post';
import type { CommentId } from '../comment/comment.js';

/**
 * Reads in what counters a person's comments have a part, in the order of ids. Removed comments too: what was counted
 * before may be gone when it is counted anew.
 */
@Injectable()
export class PersonCommentReader {
  constructor(private readonly reader: SqlReader) {}

  /** Posts under which a person wrote. @param after id of the last one known */
  async postsCommented(userId: UserId, after: Id | '0', limit: number): Promise<PostId[]> {
    const rows = await this.reader.query<{ id: PostId }>(
      sql`
      select distinct c.post_id as id
      from comment c
      where c.author_id = ${userId} and c.post_id > ${after}
      order by c.post_id
      limit ${limit}
      `,
    );
    return rows.map(({ id }) => id);
  }

  /** Comments that a person answered. @param after id of the last one known */
  async commentsAnswered(userId: UserId, after: Id | '0', limit: number): Promise<CommentId[]> {
    const rows = await this.reader.query<{ id: CommentId }>(
      sql`
      select distinct answered.id
      from comment r
      join comment answered on answered.id = r.parent_id
      where r.author_id = ${userId} and r.parent_id > ${after}
      order by answered.id
      limit ${limit}
      `,
    );
    return rows.map(({ id }) => id);
  }
}
