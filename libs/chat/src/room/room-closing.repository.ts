import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { RoomId } from './room.js';
import { ROOM_OF_MEMBER } from './room.sql.js';

/** A room as one of its people has it. */
export interface MemberRoom {
  readonly roomId: RoomId;
  readonly userId: UserId;
}

/**
 * Keeps the mark by which closed rooms are found. It may be on a room that is open again, and never misses on a closed
 * one: what closes a room marks it under a lock of its rows, and what opens it looks again after it has taken marks away.
 */
@Injectable()
export class RoomClosingRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Marks rooms as what they are now for these people. Called after whatever closes or opens them. */
  async settle(rooms: readonly MemberRoom[]): Promise<void> {
    if (rooms.length === 0) {
      return;
    }
    const wanted = sql`unnest(
      ${rooms.map(({ userId }) => userId)}::bigint[],
      ${rooms.map(({ roomId }) => roomId)}::bigint[]
    ) as wanted (user_id, room_id)`;
    await this.work.execute(sql`
      update room_member marked
      set is_closed = false
      from ${wanted}
      join room_member m using (user_id, room_id)
      ${ROOM_OF_MEMBER}
      where not c.closed
        and marked.user_id = m.user_id
        and marked.room_id = m.room_id
        and marked.is_closed
    `);
    // A statement of its own: it sees a block that has come while the first one waited for its rows.
    await this.work.execute(sql`
      update room_member marked
      set is_closed = true
      from ${wanted}
      join room_member m using (user_id, room_id)
      ${ROOM_OF_MEMBER}
      where c.closed
        and marked.user_id = m.user_id
        and marked.room_id = m.room_id
    `);
  }
}
