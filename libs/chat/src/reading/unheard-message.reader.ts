import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { RoomId } from '../room/room.js';
import { MUTES_PARTNER, ROOM_OF_MEMBER, UNREAD_MESSAGE } from '../room/room.sql.js';

/** A message of which a person is to be told outside. */
export interface UnheardMessage {
  /** Whether the room is accepted, or the sender asks for it. */
  readonly kind: 'message' | 'message-request';
  /** Full name of the sender. */
  readonly senderName: string;
  /** Empty when there are only pictures. */
  readonly body: string;
  /** How many pictures it has. */
  readonly pictures: number;
}

/** Reads what people are to be told of outside, by the rules behind the unread numbers. */
@Injectable()
export class UnheardMessageReader {
  constructor(private readonly reader: SqlReader) {}

  /**
   * The newest message of a room that a person has not read. None in a room that is muted, closed or declined, and of a
   * partner who is muted.
   */
  newest(userId: UserId, roomId: RoomId): Promise<UnheardMessage | undefined> {
    return this.reader.one<UnheardMessage>(sql`
      select
        case when m.is_request then 'message-request' else 'message' end as kind,
        sender.full_name as "senderName",
        coalesce(newest.body, '') as body,
        cardinality(newest.media_ids) as pictures
      from room_member m
      ${ROOM_OF_MEMBER}
      join user_account sender on sender.id = p.id
      cross join lateral (
        select u.body, u.media_ids
        from message u
        where ${UNREAD_MESSAGE}
        order by u.number desc
        limit 1
      ) newest
      where m.user_id = ${userId}
        and m.room_id = ${roomId}
        and m.declined_at is null
        and not m.is_muted
        and not c.closed
        and not ${MUTES_PARTNER}
    `);
  }
}
