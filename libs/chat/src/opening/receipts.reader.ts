import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { RoomId } from '../room/room.js';
import { ROOM_OF_MEMBER } from '../room/room.sql.js';
import { givesReceipts } from '../settings/chat-settings.sql.js';

/** What a person has read, and whether the partner may know. */
@Injectable()
export class ReceiptsReader {
  constructor(private readonly reader: SqlReader) {}

  /** Whether the partner sees how far a person has read in a room. */
  async show(roomId: RoomId, userId: UserId): Promise<boolean> {
    const row = await this.reader.one(sql`
      select
      from room_member m
      ${ROOM_OF_MEMBER}
      where m.user_id = ${userId}
        and m.room_id = ${roomId}
        and r.accepted_at is not null
        and not c.closed
        and ${givesReceipts('m.user_id')}
        and ${givesReceipts('p.id')}
    `);
    return row !== undefined;
  }
}
