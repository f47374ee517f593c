import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { MessageId } from '../message/message.js';

/** A message in a room of a person. */
export interface OwnMessage {
  readonly partnerId: UserId;
  /** Whether the person sent it. */
  readonly isOwn: boolean;
}

/** Tells whose message is whose. */
@Injectable()
export class OwnMessageReader {
  constructor(private readonly reader: SqlReader) {}

  /** A message that the person has. */
  find(userId: UserId, messageId: MessageId): Promise<OwnMessage | undefined> {
    const me = sql.value(userId);
    return this.reader.one<OwnMessage>(sql`
      select
        case when r.low_id = ${me} then r.high_id else r.low_id end as "partnerId",
        g.sender_id = ${me} as "isOwn"
      from message g
      join room r on r.id = g.room_id
      join room_member m on m.room_id = g.room_id and m.user_id = ${me}
      where g.id = ${messageId} and g.number > m.removed_up_to
    `);
  }
}
