import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { MediaId } from '#libs/media';
import type { WalkedRow } from '#libs/personal-data';
import type { MessageId } from '../message/message.js';
import { goneFor } from '../message/message-row.sql.js';
import type { RoomId, RoomState } from '../room/room.js';
import { ROOM_OF_MEMBER, ROOM_STATE } from '../room/room.sql.js';

/** A room as one of its people gets it. */
interface ExportedRoom extends WalkedRow {
  readonly id: RoomId;
  readonly partnerId: UserId;
  readonly state: RoomState;
  readonly isMuted: boolean;
  readonly readNumber: number;
  readonly createdAt: Date;
}

/** A message as one of the two gets it, of both sides. */
interface ExportedMessage extends WalkedRow {
  readonly id: MessageId;
  readonly roomId: RoomId;
  readonly number: number;
  readonly senderId: UserId;
  readonly body: string | null;
  readonly mediaIds: MediaId[];
  readonly isDeleted: boolean;
  readonly createdAt: Date;
}

/** Reads the rooms of a person for the person. */
@Injectable()
export class ChatExportReader {
  constructor(private readonly reader: SqlReader) {}

  /** Rooms that the person has, the oldest first. */
  rooms(userId: UserId, after: string, limit: number): Promise<ExportedRoom[]> {
    return this.reader.query(sql`
      select
        r.id as cursor,
        r.id,
        p.id as "partnerId",
        ${ROOM_STATE} as state,
        m.is_muted as "isMuted",
        m.read_number as "readNumber",
        r.created_at as "createdAt"
      from room_member m
      ${ROOM_OF_MEMBER}
      where m.user_id = ${userId} and m.room_id > ${after} and m.last_position is not null
      order by m.room_id
      limit ${limit}
    `);
  }

  /**
   * What both wrote in them, as far as the person still has it, room by room and in the order of numbers.
   *
   * @param after room and number of the last one, with a colon between
   */
  messages(userId: UserId, after: string, limit: number): Promise<ExportedMessage[]> {
    const [room = '0', number = '0'] = after.split(':');
    const me = sql`${userId}::bigint`;
    const roomId = sql`${room}::bigint`;
    return this.reader.query(sql`
      select
        g.room_id::text || ':' || g.number as cursor,
        g.id,
        g.room_id as "roomId",
        g.number,
        g.sender_id as "senderId",
        case when not s.gone then g.body end as body,
        case when s.gone then '{}' else g.media_ids end as "mediaIds",
        s.gone as "isDeleted",
        g.created_at as "createdAt"
      from room_member m
      cross join lateral (
        select *
        from message own
        where own.room_id = m.room_id
          and own.number > m.removed_up_to
          and (own.room_id, own.number) > (${roomId}, ${number}::integer)
        order by own.number
        limit ${limit}
      ) g
      ${goneFor(me)}
      where m.user_id = ${me} and m.room_id >= ${roomId}
      order by m.room_id, g.number
      limit ${limit}
    `);
  }
}
