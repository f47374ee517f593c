import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import { NotFound } from '#libs/http';
import { DomainError, type UserId } from '#libs/kernel';
import { follows } from '#libs/social-graph';
import type { MessageId } from '../message/message.js';
import type { RoomId } from '../room/room.js';
import { ROOM_OF_MEMBER } from '../room/room.sql.js';
import { messagesFrom } from '../settings/chat-settings.sql.js';
import type { SendingStanding } from './sending-rules.js';

/** How a sender stands in a room, and whether the message is there already. */
export interface SenderStanding extends SendingStanding {
  readonly partnerId: UserId;
  /** Whether the room is in the sender's list. */
  readonly isListed: boolean;
  /** Whether it is in the partner's. */
  readonly isListedThere: boolean;
  /** The message of this `clientId`, if there is one. */
  readonly writtenId: MessageId | null;
  /** What it says; null for a tombstone. */
  readonly writtenHash: Buffer | null;
}

/** Reads what decides whether a message may be sent. */
@Injectable()
export class SendingReader {
  constructor(private readonly reader: SqlReader) {}

  /** How a sender stands in a room whose two people are locked. */
  async standing(roomId: RoomId, senderId: UserId, clientId: string): Promise<SenderStanding> {
    const standing = await this.reader.one<SenderStanding>(sql`
      select
        p.id as "partnerId",
        c.closed as "isClosed",
        r.accepted_at is not null as "isAccepted",
        r.last_number as "lastNumber",
        r.asked_by as "askedBy",
        ${follows('p.id', 'm.user_id')} as "followsSender",
        ${messagesFrom('p.id')} as "messagesFrom",
        m.last_position is not null as "isListed",
        exists (
          select from room_member theirs
          where theirs.user_id = p.id
            and theirs.room_id = m.room_id
            and theirs.last_position is not null
        ) as "isListedThere",
        g.id as "writtenId",
        g.content_hash as "writtenHash"
      from room_member m
      ${ROOM_OF_MEMBER}
      left join message g
        on g.room_id = m.room_id and g.sender_id = m.user_id and g.client_id = ${clientId}
      where m.user_id = ${senderId} and m.room_id = ${roomId}
    `);
    if (standing === undefined) {
      throw new DomainError(NotFound);
    }
    return standing;
  }
}
