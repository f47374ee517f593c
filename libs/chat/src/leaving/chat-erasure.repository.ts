import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { MediaId } from '#libs/media';

/** Pictures of a message or room that is gone. */
export interface Emptied {
  readonly mediaIds: MediaId[];
}

/** Removes what chat keeps of a person who is being erased, a batch at a time. */
@Injectable()
export class ChatErasureRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Removes rooms that nobody but the person has, with all in them. */
  async removeRooms(userId: UserId, limit: number): Promise<Emptied[]> {
    const { rows } = await this.work.execute<Emptied>(sql`
      with own as (
        select m.room_id
        from room_member m
        where m.user_id = ${userId}
          and not exists (
            select from room_member theirs
            where theirs.room_id = m.room_id and theirs.user_id <> m.user_id
          )
        limit ${limit}
      ), gone as (
        delete from room where id in (select room_id from own) returning id
      )
      select array(
        select unnest(g.media_ids) from message g where g.room_id = gone.id
      ) as "mediaIds"
      from gone
    `);
    return rows;
  }

  /** Makes messages of the person tombstones that tell nothing. */
  async entomb(userId: UserId, limit: number): Promise<Emptied[]> {
    const { rows } = await this.work.execute<Emptied>(sql`
      with held as (
        select id, media_ids
        from message
        where sender_id = ${userId} and (client_id is not null or deleted_at is null)
        order by id
        limit ${limit}
        for update
      )
      update message g
      set client_id = null,
          content_hash = null,
          body = null,
          media_ids = '{}',
          deleted_at = coalesce(g.deleted_at, now())
      from held
      where g.id = held.id
      returning held.media_ids as "mediaIds"
    `);
    return rows;
  }

  /** Takes the person out of rooms. @returns how many */
  async leave(userId: UserId, limit: number): Promise<number> {
    const { count } = await this.work.execute(sql`
      delete from room_member
      where user_id = ${userId}
        and room_id in (select room_id from room_member where user_id = ${userId} limit ${limit})
    `);
    return count;
  }

  /** Removes what the person has set, hidden and asked. @returns how many rows */
  async removeRest(userId: UserId): Promise<number> {
    const { rows } = await this.work.execute<{ count: number }>(sql`
      with hidden as (
        delete from message_hidden where user_id = ${userId} returning 1
      ), settings as (
        delete from chat_setting where user_id = ${userId} returning 1
      ), present as (
        delete from presence where user_id = ${userId}
      ), asked as (
        delete from request_allowance where user_id = ${userId} returning 1
      )
      select (
        (select count(*) from hidden) + (select count(*) from settings) + (select count(*) from asked)
      )::integer as count
    `);
    return rows[0]?.count ?? 0;
  }
}
