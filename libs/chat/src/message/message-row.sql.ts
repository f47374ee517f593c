import { isoTime, sql, type SqlFragment } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { type ImageRow, picturesOf } from '#libs/media';
import type { RoomId } from '../room/room.js';
import type { MessageId } from './message.js';

/** A message as one of the two has it: without text and pictures when it is deleted for that one. */
export interface MessageRow {
  readonly id: MessageId;
  readonly roomId: RoomId;
  readonly number: number;
  readonly senderId: UserId;
  /** Of own messages only. */
  readonly clientId: string | null;
  readonly body: string | null;
  readonly images: ImageRow[] | null;
  readonly isDeleted: boolean;
  readonly createdAt: string;
}

/** SQL: joins to a message `g` whether it is deleted for the viewer, `s.gone`. */
export function goneFor(viewer: SqlFragment): SqlFragment {
  return sql`
  cross join lateral (
    select g.deleted_at is not null or exists (
      select from message_hidden h where h.user_id = ${viewer} and h.message_id = g.id
    ) as gone
    offset 0
  ) s`;
}

/** SQL: the columns of a `MessageRow`, of a message `g` with `goneFor`, as fit for JSON as for rows. */
export function messageColumns(viewer: SqlFragment): SqlFragment {
  return sql`
  g.id::text as id,
  g.room_id::text as "roomId",
  g.number,
  g.sender_id::text as "senderId",
  case when g.sender_id = ${viewer} then g.client_id end as "clientId",
  case when not s.gone then g.body end as body,
  case when not s.gone and g.media_ids <> '{}' then ${PICTURES} end as images,
  s.gone as "isDeleted",
  ${isoTime('g.created_at')} as "createdAt"`;
}

const PICTURES = picturesOf(
  '(select media_id, place from unnest(g.media_ids) with ordinality as u (media_id, place))',
  'true',
  'i.place',
);
