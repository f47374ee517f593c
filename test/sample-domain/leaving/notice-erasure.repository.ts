import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { MediaId } from '#libs/media';
import type { PostId } from '#libs/post';

/** A notice that went with a person. */
export interface ErasedNotice {
  readonly postId: PostId;
  readonly mediaId: MediaId | null;
}

/** Removes the notices of a person who is being erased, a batch at a time. */
@Injectable()
export class NoticeErasureRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Removes notices that the person gave. */
  async removeOf(userId: UserId, limit: number): Promise<ErasedNotice[]> {
    const { rows } = await this.work.execute<ErasedNotice>(sql`
      delete from notice
      where id in (select id from notice where author_id = ${userId} order by id limit ${limit})
      returning post_id as "postId", media_id as "mediaId"
    `);
    return rows;
  }

  /** Removes notices of anybody that posts of the person got. */
  async removeToPostsOf(userId: UserId, limit: number): Promise<ErasedNotice[]> {
    const { rows } = await this.work.execute<ErasedNotice>(sql`
      delete from notice
      where id in (
        select n.id
        from post p
        join notice n on n.post_id = p.id
        where p.author_id = ${userId}
        limit ${limit}
      )
      returning post_id as "postId", media_id as "mediaId"
    `);
    return rows;
  }

  /** Removes the counters of posts of the person. @returns how many */
  async removeCountersOf(userId: UserId): Promise<number> {
    const { count } = await this.work.execute(sql`
      delete from notice_counter
      where post_id in (select id from post where author_id = ${userId})
    `);
    return count;
  }
}
