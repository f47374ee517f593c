import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { Id, UserId } from '#libs/kernel';
import { pairOf, type RoomId } from '../room/room.js';
import type { MemberRoom } from '../room/room-closing.repository.js';

/** A room of a person, who may have removed it. */
export interface ChangedRoom extends MemberRoom {
  /** Whether the person has it in the list. */
  readonly isListed: boolean;
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
        set is_request = false, is_waiting = false, declined_at = null
        from accepted
        where m.room_id = accepted.id
      )
      select id as "roomId" from accepted
    `);
    return rows[0]?.roomId;
  }

  /** The room of two people, as each of them has it. */
  async between(one: UserId, other: UserId): Promise<ChangedRoom[]> {
    const { lowId, highId } = pairOf(one, other);
    const { rows } = await this.work.execute<ChangedRoom>(sql`
      select m.room_id as "roomId", m.user_id as "userId", m.last_position is not null as "isListed"
      from room r
      join room_member m on m.room_id = r.id
      where r.low_id = ${lowId} and r.high_id = ${highId}
    `);
    return rows;
  }

  /** A room as each of its people has it. */
  async of(roomId: RoomId): Promise<ChangedRoom[]> {
    const { rows } = await this.work.execute<ChangedRoom>(sql`
      select room_id as "roomId", user_id as "userId", last_position is not null as "isListed"
      from room_member
      where room_id = ${roomId}
    `);
    return rows;
  }

  /** Rooms of a person as the partners have them, after a room, in the order of rooms. */
  async partnersOf(userId: UserId, after: Id | '0', limit: number): Promise<ChangedRoom[]> {
    const { rows } = await this.work.execute<ChangedRoom>(sql`
      select
        theirs.room_id as "roomId",
        theirs.user_id as "userId",
        theirs.last_position is not null as "isListed"
      from room r
      join room_member theirs on theirs.room_id = r.id and theirs.user_id <> ${userId}
      where (r.low_id = ${userId} or r.high_id = ${userId}) and r.id > ${after}
      order by r.id
      limit ${limit}
    `);
    return rows;
  }
}
