import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { MediaId } from '#libs/media';

/** Removes stories of a person who is being erased, and what the person has seen, a batch at a time. */
@Injectable()
export class StoryErasureRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Forgets what the person has seen. @returns how many rows went */
  async removeViewsBy(userId: UserId, limit: number): Promise<number> {
    const { count } = await this.work.execute(sql`
      delete from story_view
      where (story_id, user_id) in (
        select story_id, user_id from story_view where user_id = ${userId} limit ${limit}
      )
    `);
    return count;
  }

  /** Forgets who has seen stories of the person. @returns how many rows went */
  async removeViewsOf(userId: UserId, limit: number): Promise<number> {
    const { count } = await this.work.execute(sql`
      delete from story_view
      where (story_id, user_id) in (
        select v.story_id, v.user_id
        from story s
        join story_view v on v.story_id = s.id
        where s.author_id = ${userId}
        limit ${limit}
      )
    `);
    return count;
  }

  /** Removes stories of the person in any state. @returns their pictures */
  async removeStories(userId: UserId, limit: number): Promise<MediaId[]> {
    const { rows } = await this.work.execute<{ mediaId: MediaId }>(sql`
      delete from story
      where id in (select id from story where author_id = ${userId} order by id limit ${limit})
      returning media_id as "mediaId"
    `);
    return rows.map(({ mediaId }) => mediaId);
  }
}
