import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import { NotFound } from '#libs/http';
import { DomainError, type UserId, type Viewer } from '#libs/kernel';
import type { RoomId } from './room.js';
import { ROOM_OF_MEMBER } from './room.sql.js';

/** A room as one of its people has it, as far as steps need it. */
export interface OwnRoom {
  readonly roomId: RoomId;
  readonly partnerId: UserId;
  readonly lastNumber: number;
  readonly removedUpTo: number;
  readonly readNumber: number;
  /** Who wrote first. */
  readonly askedBy: UserId | null;
  readonly isAccepted: boolean;
  readonly isClosed: boolean;
}

/** Tells who is in a room. */
@Injectable()
export class RoomAccessReader {
  constructor(private readonly reader: SqlReader) {}

  /** A room that the viewer has. @throws DomainError `not-found` for rooms of others, and for one that was removed */
  async of(viewer: Viewer, roomId: RoomId): Promise<OwnRoom> {
    const room = await this.reader.one<OwnRoom>(sql`
      select
        r.id as "roomId",
        p.id as "partnerId",
        r.last_number as "lastNumber",
        m.removed_up_to as "removedUpTo",
        m.read_number as "readNumber",
        r.asked_by as "askedBy",
        r.accepted_at is not null as "isAccepted",
        c.closed as "isClosed"
      from room_member m
      ${ROOM_OF_MEMBER}
      where m.user_id = ${viewer.userId}
        and m.room_id = ${roomId}
        and m.last_position is not null
    `);
    if (room === undefined) {
      throw new DomainError(NotFound);
    }
    return room;
  }
}
