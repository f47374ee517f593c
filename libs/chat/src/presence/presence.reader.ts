import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { RoomId } from '../room/room.js';
import { ROOM_OF_MEMBER } from '../room/room.sql.js';
import { givesPresence } from '../settings/chat-settings.sql.js';
import { isThere } from './presence.sql.js';

/** That a partner is there or not. */
export interface PartnerPresence {
  /** Who is told. */
  readonly userId: UserId;
  readonly roomId: RoomId;
  readonly online: boolean;
}

/** Reads who may know of whom whether they are there. */
@Injectable()
export class PresenceReader {
  constructor(private readonly reader: SqlReader) {}

  /** What some of the people are told of others who came or left. */
  ofPartners(
    changed: readonly UserId[],
    people: readonly UserId[],
  ): Promise<readonly PartnerPresence[]> {
    return this.reader.query<PartnerPresence>(sql`
      select m.user_id as "userId", m.room_id as "roomId", ${isThere('p.id')} as online
      from room_member theirs
      join room_member m on m.room_id = theirs.room_id and m.user_id <> theirs.user_id
      ${ROOM_OF_MEMBER}
      where theirs.user_id = any (${changed}::bigint[])
        and m.user_id = any (${people}::bigint[])
        and m.last_position is not null
        and r.accepted_at is not null
        and not c.closed
        and ${givesPresence('m.user_id')}
        and ${givesPresence('p.id')}
    `);
  }
}
