import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { Id, UserId } from '#libs/kernel';
import type { WalkedRow } from '#libs/personal-data';
import type { PostId } from '../post/post.js';

/** A vote as its person gets it. */
interface GivenVote extends WalkedRow {
  readonly postId: PostId;
  readonly choices: number[];
  readonly createdAt: Date;
}

/** Reads the votes of a person for the person, or to count them. */
@Injectable()
export class PersonVoteReader {
  constructor(private readonly reader: SqlReader) {}

  /** Posts in whose polls a person voted, in the order of their ids. @param after id of the last one known */
  async polls(userId: UserId, after: Id | '0', limit: number): Promise<PostId[]> {
    const rows = await this.reader.query<{ id: PostId }>(
      sql`
      select post_id as id
      from poll_vote
      where user_id = ${userId} and post_id > ${after}
      order by post_id
      limit ${limit}
      `,
    );
    return rows.map(({ id }) => id);
  }

  /** What a person chose, by the ids of the posts. */
  given(userId: UserId, after: string, limit: number): Promise<GivenVote[]> {
    return this.reader.query(
      sql`
      select post_id as cursor, post_id as "postId", choices, created_at as "createdAt"
      from poll_vote
      where user_id = ${userId} and post_id > ${after}
      order by post_id
      limit ${limit}
      `,
    );
  }
}
