import { Injectable } from '@nestjs/common';
import { idsIn, isoTime, prepared, sql, SqlReader } from '#libs/database';
import { NotFound } from '#libs/http';
import { DomainError, type UserId, type Viewer } from '#libs/kernel';
import { MediaReader } from '#libs/media';
import { presentSummary, summaryOf, type SummaryRow } from '#libs/people';
import { activePerson, notBlockedBy } from '#libs/social-graph';
import { presentMessage } from '../message/message.dto.js';
import { goneFor, messageColumns, type MessageRow } from '../message/message-row.sql.js';
import { isThere } from '../presence/presence.sql.js';
import type { RoomId, RoomState } from '../room/room.js';
import { ROOM_OF_MEMBER, ROOM_STATE, UNREAD_COUNT } from '../room/room.sql.js';
import { givesPresence, givesReceipts } from '../settings/chat-settings.sql.js';
import type { RoomDto } from './room.dto.js';

/** A room as one of its people has it. */
interface RoomRow {
  readonly id: RoomId;
  readonly partner: SummaryRow | null;
  readonly state: RoomState;
  readonly isMuted: boolean;
  readonly lastMessage: MessageRow | null;
  readonly unreadCount: number;
  readonly readNumber: number;
  readonly partnerReadNumber: number | null;
  readonly partnerOnline: boolean | null;
  readonly updatedAt: string;
  readonly version: number;
}

const ME = sql`m.user_id`;

const ROOMS = prepared<{ viewer: UserId; ids: readonly RoomId[] }>(
  'chat.rooms',
  (slot) => sql`
  select
    r.id,
    case
      when ${activePerson('p.id')} and ${notBlockedBy('m.user_id', 'p.id')} then ${summaryOf('p.id')}
    end as partner,
    ${ROOM_STATE} as state,
    m.is_muted as "isMuted",
    (
      select row_to_json(last)
      from (
        select ${messageColumns(ME)}
        from message g
        ${goneFor(ME)}
        where g.room_id = m.room_id and g.number = r.last_number and g.number > m.removed_up_to
      ) last
    ) as "lastMessage",
    case when c.closed then 0 else ${UNREAD_COUNT} end as "unreadCount",
    m.read_number as "readNumber",
    case
      when r.accepted_at is not null and not c.closed
        and ${givesReceipts('m.user_id')} and ${givesReceipts('p.id')}
      then (
        select theirs.read_number
        from room_member theirs
        where theirs.user_id = p.id and theirs.room_id = m.room_id
      )
    end as "partnerReadNumber",
    case
      when r.accepted_at is not null and not c.closed
        and ${givesPresence('m.user_id')} and ${givesPresence('p.id')}
      then ${isThere('p.id')}
    end as "partnerOnline",
    ${isoTime('r.updated_at')} as "updatedAt",
    m.version
  from unnest(${idsIn(slot('ids'))}) with ordinality as wanted (id, place)
  join room_member m
    on m.user_id = ${slot('viewer')}::bigint
    and m.room_id = wanted.id
    and m.last_position is not null
  ${ROOM_OF_MEMBER}
  order by wanted.place
  `,
);

/** Reads rooms as one of their people has them; one statement, however many. */
@Injectable()
export class RoomReader {
  constructor(
    private readonly reader: SqlReader,
    private readonly media: MediaReader,
  ) {}

  /** Those of the rooms that the person has, in the given order. */
  async shown(userId: UserId, ids: readonly RoomId[]): Promise<RoomDto[]> {
    return (await this.rows(userId, ids)).map((row) => this.present(row));
  }

  /** One room and its version. @throws DomainError `not-found` */
  async read(viewer: Viewer, roomId: RoomId): Promise<{ room: RoomDto; version: number }> {
    const [row] = await this.rows(viewer.userId, [roomId]);
    if (row === undefined) {
      throw new DomainError(NotFound);
    }
    return { room: this.present(row), version: row.version };
  }

  private rows(viewer: UserId, ids: readonly RoomId[]): Promise<RoomRow[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.reader.query(ROOMS({ viewer, ids }));
  }

  private present({ version: _, partner, lastMessage, ...row }: RoomRow): RoomDto {
    const { pictures } = this.media;
    return {
      ...row,
      partner: partner && presentSummary(partner, pictures),
      lastMessage: lastMessage && presentMessage(lastMessage, pictures),
    };
  }
}
