import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { MediaId } from '#libs/media';

/** Removes stories whose day is over, a batch at a time. */
@Injectable()
export class EndingRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Forgets who has seen them. @returns how many rows went */
  async removeViews(limit: number): Promise<number> {
    const { count } = await this.work.execute(sql`
      delete from story_view
      where (story_id, user_id) in (
        select v.story_id, v.user_id
        from story s
        join story_view v on v.story_id = s.id
        where s.expires_at <= now()
        limit ${limit}
      )
    `);
    return count;
  }

  /** Removes stories that nobody's views are left of. @returns their pictures */
  async removeStories(limit: number): Promise<MediaId[]> {
    const { rows } = await this.work.execute<{ mediaId: MediaId }>(sql`
      delete from story
      where id in (
        select id from story where expires_at <= now() order by expires_at limit ${limit}
      )
      returning media_id as "mediaId"
    `);
    return rows.map(({ mediaId }) => mediaId);
  }
}
