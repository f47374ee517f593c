import { Injectable } from '@nestjs/common';
import { atVersion, sql, UnitOfWork } from '#libs/database';
import { NotFound } from '#libs/http';
import { DomainError, type UserId } from '#libs/kernel';
import { pairKey } from '#libs/social-graph';
import { pairOf, type RoomId } from './room.js';

/** Writes rooms, and what their people have of them. */
@Injectable()
export class RoomRepository {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * Locks the two people of a room as `PairRepository` does: a block of theirs comes wholly before or after.
   *
   * @throws DomainError `not-found` when the person is not one of them
   */
  async lock(roomId: RoomId, memberId: UserId): Promise<void> {
    const { rows } = await this.work.execute<{ locked: string }>(sql`
      select pg_advisory_xact_lock(${pairKey(sql`r.low_id`, sql`r.high_id`)})::text as locked
      from room_member m
      join room r on r.id = m.room_id
      where m.user_id = ${memberId} and m.room_id = ${roomId}
    `);
    if (rows.length === 0) {
      throw new DomainError(NotFound);
    }
  }

  /** The room of two people, made when there is none. They are locked. */
  async ensure(one: UserId, other: UserId): Promise<RoomId> {
    const { lowId, highId } = pairOf(one, other);
    const { rows } = await this.work.execute<{ id: RoomId }>(sql`
      with made as (
        insert into room (low_id, high_id)
        values (${lowId}, ${highId})
        on conflict do nothing
        returning id
      )
      select id from made
      union all
      select id from room where low_id = ${lowId} and high_id = ${highId}
    `);
    const [room] = rows;
    if (room === undefined) {
      throw new Error('The room of two people was neither made nor found.');
    }
    return room.id;
  }

  /** Whether anything was ever written in a room. */
  async hasBegun(roomId: RoomId): Promise<boolean> {
    const { rows } = await this.work.execute<{ begun: boolean }>(
      sql`select last_number > 0 as begun from room where id = ${roomId}`,
    );
    return rows[0]?.begun === true;
  }

  /** Puts a room into the list of a person. @returns whether it was not there */
  async show(roomId: RoomId, userId: UserId): Promise<boolean> {
    const { count } = await this.work.execute(sql`
      insert into room_member as m (user_id, room_id, last_position)
      values (${userId}, ${roomId}, next_id())
      on conflict (user_id, room_id) do update
      set last_position = excluded.last_position
      where m.last_position is null
    `);
    return count > 0;
  }

  /** Lets both go on. @returns whether they couldn't before */
  async accept(roomId: RoomId): Promise<boolean> {
    const { count } = await this.work.execute(sql`
      with accepted as (
        update room
        set accepted_at = now(), updated_at = now()
        where id = ${roomId} and accepted_at is null
        returning id
      )
      update room_member m
      set is_request = false, is_waiting = false, declined_at = null
      from accepted
      where m.room_id = accepted.id
    `);
    return count > 0;
  }

  /**
   * Takes a room, and all that is in it now, away from a person; a request is declined by that. The two are locked.
   *
   * @param expected the version it must have, or any
   * @returns whether it had that version
   */
  async remove(roomId: RoomId, userId: UserId, expected: number | undefined): Promise<boolean> {
    const { count } = await this.work.execute(sql`
      with removed as (
        update room_member m
        set removed_up_to = r.last_number,
            last_position = null,
            declined_at = case when m.is_request then now() else m.declined_at end,
            version = m.version + 1
        from room r
        where r.id = m.room_id
          and m.user_id = ${userId}
          and m.room_id = ${roomId}
          and ${atVersion('m.version', expected)}
        returning m.room_id, m.removed_up_to
      ), forgotten as (
        update room r
        set forget_up_to = least(removed.removed_up_to, other.removed_up_to)
        from removed
        join room_member other on other.room_id = removed.room_id and other.user_id <> ${userId}
        where r.id = removed.room_id
      )
      select from removed
    `);
    return count > 0;
  }

  /**
   * Sets whether a room is muted; `undefined` leaves it as it is.
   *
   * @param expected the version it must have, or any
   * @returns whether it had that version
   */
  async mute(
    roomId: RoomId,
    userId: UserId,
    isMuted: boolean | undefined,
    expected: number | undefined,
  ): Promise<boolean> {
    const { count } = await this.work.execute(sql`
      update room_member
      set is_muted = coalesce(${isMuted ?? null}, is_muted), version = version + 1
      where user_id = ${userId} and room_id = ${roomId} and ${atVersion('version', expected)}
    `);
    return count > 0;
  }

  /** Marks a room as read up to a message. @returns whether that is further than before */
  async read(roomId: RoomId, userId: UserId, number: number): Promise<boolean> {
    const { count } = await this.work.execute(sql`
      update room_member
      set read_number = ${number}
      where user_id = ${userId} and room_id = ${roomId} and read_number < ${number}::integer
    `);
    return count > 0;
  }
}
