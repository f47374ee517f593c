import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { Id, UserId } from '#libs/kernel';
import { pairOf, type RoomId } from '../room/room.js';

/** A person who has a room in the list. */
export interface ListedRoom {
  readonly roomId: RoomId;
  readonly userId: UserId;
}

/** Finds rooms that become other ones by what people do elsewhere. */
@Injectable()
export class RoomChangeRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Lets a stranger go on whom the one asked follows now. @returns the room, if one waited */
  async acceptAsked(askerId: UserId, askedId: UserId): Promise<RoomId | undefined> {
    const { lowId, highId } = pairOf(askerId, askedId);
    const { rows } = await this.work.execute<{ roomId: RoomId }>(sql`
      with accepted as (
        update room
        set accepted_at = now(), updated_at = now()
        where low_id = ${lowId}
          and high_id = ${highId}
          and asked_by = ${askerId}
          and accepted_at is null
        returning id
      ), members as (
        update room_member m
        set is_request = false, declined_at = null
        from accepted
        where m.room_id = accepted.id
      )
      select id as "roomId" from accepted
    `);
    return rows[0]?.roomId;
  }

  /** Who of two people has their room in the list. */
  async listedBetween(one: UserId, other: UserId): Promise<ListedRoom[]> {
    const { lowId, highId } = pairOf(one, other);
    const { rows } = await this.work.execute<ListedRoom>(sql`
      select m.room_id as "roomId", m.user_id as "userId"
      from room r
      join room_member m on m.room_id = r.id and m.last_position is not null
      where r.low_id = ${lowId} and r.high_id = ${highId}
    `);
    return rows;
  }

  /** Who has a room in the list. */
  async listed(roomId: RoomId): Promise<ListedRoom[]> {
    const { rows } = await this.work.execute<ListedRoom>(sql`
      select room_id as "roomId", user_id as "userId"
      from room_member
      where room_id = ${roomId} and last_position is not null
    `);
    return rows;
  }

  /** Partners of a person who have the room in the list, after a room, in the order of rooms. */
  async partnersOf(userId: UserId, after: Id | '0', limit: number): Promise<ListedRoom[]> {
    const { rows } = await this.work.execute<ListedRoom>(sql`
      select m.room_id as "roomId", theirs.user_id as "userId"
      from room_member m
      join room_member theirs
        on theirs.room_id = m.room_id
        and theirs.user_id <> m.user_id
        and theirs.last_position is not null
      where m.user_id = ${userId} and m.room_id > ${after}
      order by m.room_id
      limit ${limit}
    `);
    return rows;
  }
}
