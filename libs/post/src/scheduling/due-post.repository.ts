import { Injectable } from '@nestjs/common';
import { sql, SqlReader, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { PostId } from '../post/post.js';

/** A look takes its drafts from so many times as many. */
const AMONG = 10;

/** A draft whose time has come. */
export interface DuePost {
  readonly id: PostId;
  readonly authorId: UserId;
}

/** Reads and writes drafts whose time has come. */
@Injectable()
export class DuePostRepository {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: SqlReader,
  ) {}

  /**
   * Some of the drafts that have been due the longest, without those that somebody holds at this moment. Any of these, so
   * that workers that look at the same time seldom find the same ones.
   */
  due(except: readonly PostId[], limit: number): Promise<DuePost[]> {
    return this.reader.query<DuePost>(
      sql`
      select id, author_id as "authorId"
      from post
      where id = any (array(
          select id
          from (
            select id
            from post
            where publish_at <= now() and id <> all (${except}::bigint[])
            order by publish_at
            limit ${limit * AMONG}
          ) longest
          order by random()
          limit ${limit}
        ))
        and publish_at <= now()
      for share skip locked
      `,
    );
  }

  /** Keeps a taken draft unpublished. @param error code of the reason */
  async keep(postId: PostId, error: string): Promise<void> {
    await this.work.execute(
      sql`
      update post
      set
        publish_at = null,
        publish_error = ${error},
        publish_failed_position = next_id(),
        version = version + 1,
        updated_at = now()
      where id = ${postId}
      `,
    );
  }
}
