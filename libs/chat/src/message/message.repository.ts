import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { MediaId } from '#libs/media';
import type { RoomId } from '../room/room.js';
import { contentHash, type MessageDraft, type MessageId } from './message.js';

/** Where a message is sent. */
export interface Sending {
  readonly roomId: RoomId;
  readonly senderId: UserId;
  readonly recipientId: UserId;
  /** Whether both may go on from now on. */
  readonly isAccepted: boolean;
}

/** A message that was deleted. */
export interface EntombedMessage {
  readonly mediaIds: readonly MediaId[];
}

/** Writes messages. */
@Injectable()
export class MessageRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Stores a message under the next number of its room, and what it changes for both. The two are locked. */
  async insert(
    { roomId, senderId, recipientId, isAccepted }: Sending,
    draft: MessageDraft,
  ): Promise<MessageId> {
    const sender = sql.value(senderId);
    const { rows } = await this.work.execute<{ id: MessageId }>(sql`
      with numbered as (
        update room
        set last_number = last_number + 1,
            asked_by = coalesce(asked_by, ${sender}::bigint),
            accepted_at = case when ${isAccepted} then coalesce(accepted_at, now()) else accepted_at end,
            updated_at = now()
        where id = ${roomId}
        returning id, last_number, accepted_at is null as asks
      ), written as (
        insert into message (room_id, number, sender_id, client_id, content_hash, body, media_ids)
        select
          id,
          last_number,
          ${sender}::bigint,
          ${draft.clientId},
          ${contentHash(draft)},
          ${draft.body},
          ${draft.mediaIds}::bigint[]
        from numbered
        returning id, room_id, number
      ), members as (
        insert into room_member as m
          (user_id, room_id, read_number, heard_number, is_request, is_waiting, last_position)
        select
          person.id,
          w.room_id,
          case when person.id = ${sender}::bigint then w.number else 0 end,
          case when person.id = ${sender}::bigint then 0 else w.number end,
          n.asks and person.id <> ${sender}::bigint,
          n.asks and person.id = ${sender}::bigint,
          w.id
        from written w
        join numbered n on n.id = w.room_id
        cross join (values (${sender}::bigint), (${recipientId}::bigint)) as person (id)
        on conflict (user_id, room_id) do update
        set read_number = greatest(m.read_number, excluded.read_number),
            heard_number = greatest(m.heard_number, excluded.heard_number),
            is_request = excluded.is_request,
            is_waiting = excluded.is_waiting,
            declined_at = case when excluded.is_request then m.declined_at end,
            last_position = excluded.last_position
      )
      select id from written
    `);
    const [written] = rows;
    if (written === undefined) {
      throw new Error('The room of a message is gone.');
    }
    return written.id;
  }

  /** Makes an own message a tombstone for both. @returns what it had, if it was none */
  async entomb(id: MessageId, senderId: UserId): Promise<EntombedMessage | undefined> {
    const { rows } = await this.work.execute<EntombedMessage>(sql`
      with held as (
        select id, media_ids
        from message
        where id = ${id} and sender_id = ${senderId} and deleted_at is null
        for update
      )
      update message g
      set body = null, media_ids = '{}', content_hash = null, deleted_at = now()
      from held
      where g.id = held.id
      returning held.media_ids as "mediaIds"
    `);
    return rows[0];
  }

  /** Makes a message a tombstone for one person. @returns whether it was none */
  async hide(id: MessageId, userId: UserId): Promise<boolean> {
    const { count } = await this.work.execute(sql`
      insert into message_hidden (user_id, message_id)
      values (${userId}, ${id})
      on conflict do nothing
    `);
    return count > 0;
  }
}
