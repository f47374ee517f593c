import { Injectable } from '@nestjs/common';
import { idSince, sql, UnitOfWork } from '#libs/database';
import type { MediaId } from '#libs/media';

/** The pictures of a message that is gone. */
export interface ForgottenMessage {
  readonly mediaIds: MediaId[];
}

/** Removes messages for good, a batch at a time. */
@Injectable()
export class ForgettingRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Removes messages that both have removed with their room. */
  async removeForgotten(limit: number): Promise<ForgottenMessage[]> {
    const { rows } = await this.work.execute<ForgottenMessage>(sql`
      delete from message
      where id in (
        select g.id
        from room r
        cross join lateral (
          select own.id
          from message own
          where own.room_id = r.id and own.number <= r.forget_up_to
          order by own.number
          limit ${limit}
        ) g
        where r.forget_up_to > 0
        limit ${limit}
      )
      returning media_ids as "mediaIds"
    `);
    return rows;
  }

  /** Notes of rooms that nothing is left to remove of them. @returns how many */
  async settle(): Promise<number> {
    const { count } = await this.work.execute(sql`
      update room r
      set forget_up_to = 0
      where r.forget_up_to > 0
        and not exists (
          select from message g where g.room_id = r.id and g.number <= r.forget_up_to
        )
    `);
    return count;
  }

  /** Makes messages tombstones that their recipient deleted and their sender removed with the room. */
  async entombHidden(limit: number): Promise<ForgottenMessage[]> {
    const { rows } = await this.work.execute<ForgottenMessage>(sql`
      with gone as (
        select g.id, g.media_ids
        from message_hidden h
        join message g on g.id = h.message_id and g.deleted_at is null
        join room_member m
          on m.user_id = g.sender_id and m.room_id = g.room_id and m.removed_up_to >= g.number
        limit ${limit}
        for update of g
      )
      update message g
      set body = null, media_ids = '{}', content_hash = null, deleted_at = now()
      from gone
      where g.id = gone.id
      returning gone.media_ids as "mediaIds"
    `);
    return rows;
  }

  /** Removes messages that are older than so many days. */
  async removeOlder(days: number, limit: number): Promise<ForgottenMessage[]> {
    const { rows } = await this.work.execute<ForgottenMessage>(sql`
      delete from message
      where id in (
        select id
        from message
        where id < ${idSince(days, 'day')}
        order by id
        limit ${limit}
      )
      returning media_ids as "mediaIds"
    `);
    return rows;
  }
}
