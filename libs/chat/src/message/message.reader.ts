import { Injectable } from '@nestjs/common';
import { ascending, descending, idsIn, prepared, sortKey, sql, SqlReader } from '#libs/database';
import { mapPage, type Page, type PageRequest, type UserId, type Viewer } from '#libs/kernel';
import { MediaReader } from '#libs/media';
import type { OwnRoom } from '../room/room-access.reader.js';
import { type MessageDto, presentMessage } from './message.dto.js';
import type { MessageId } from './message.js';
import { goneFor, messageColumns, type MessageRow } from './message-row.sql.js';

const number = sortKey('g.number', 'integer', 'number');
const NEWEST = descending('messages.newest', number);
const FOLLOWING = ascending('messages.following', number);

const SHOWN = prepared<{ viewer: UserId; ids: readonly MessageId[] }>('chat.messages', (slot) => {
  const viewer = sql`${slot('viewer')}::bigint`;
  return sql`
  select ${messageColumns(viewer)}
  from message g
  join room_member m
    on m.user_id = ${viewer} and m.room_id = g.room_id and m.removed_up_to < g.number
  ${goneFor(viewer)}
  where g.id = any (${idsIn(slot('ids'))})
  `;
});

/** Reads messages as one of the two people of their room has them. */
@Injectable()
export class MessageReader {
  constructor(
    private readonly reader: SqlReader,
    private readonly media: MediaReader,
  ) {}

  /** Those of the messages that the person has; of rooms of others none. */
  async shown(userId: UserId, ids: readonly MessageId[]): Promise<Map<MessageId, MessageDto>> {
    const rows = await this.reader.query<MessageRow>(SHOWN({ viewer: userId, ids }));
    return new Map(rows.map((row) => [row.id, presentMessage(row, this.media.pictures)]));
  }

  /** Those of the messages that the person has, and that are no tombstones. */
  async withPictures(userId: UserId, ids: readonly MessageId[]): Promise<Set<MessageId>> {
    const me = sql`${userId}::bigint`;
    const rows = await this.reader.query<{ id: MessageId }>(sql`
      select g.id
      from message g
      join room_member m
        on m.user_id = ${me} and m.room_id = g.room_id and m.removed_up_to < g.number
      ${goneFor(me)}
      where g.id = any (${ids}::bigint[]) and not s.gone
    `);
    return new Set(rows.map(({ id }) => id));
  }

  /** One page of a room, newest first. @throws DomainError `invalid-cursor` */
  newest(viewer: Viewer, room: OwnRoom, request: PageRequest): Promise<Page<MessageDto>> {
    return this.page(NEWEST, viewer, room, room.removedUpTo, request);
  }

  /**
   * One page of what follows a number, oldest first.
   *
   * @throws DomainError `invalid-cursor`
   */
  following(
    viewer: Viewer,
    room: OwnRoom,
    after: number,
    request: PageRequest,
  ): Promise<Page<MessageDto>> {
    return this.page(FOLLOWING, viewer, room, Math.max(after, room.removedUpTo), request);
  }

  private async page(
    keyset: typeof NEWEST,
    viewer: Viewer,
    { roomId }: OwnRoom,
    beyond: number,
    request: PageRequest,
  ): Promise<Page<MessageDto>> {
    const me = sql`${viewer.userId}::bigint`;
    const page = await this.reader.page<MessageRow>(
      keyset,
      request,
      ({ after, order, limit }) => sql`
      select ${messageColumns(me)}
      from message g
      ${goneFor(me)}
      where g.room_id = ${roomId} and g.number > ${beyond}::integer and ${after}
      order by ${order}
      limit ${limit}
      `,
    );
    return mapPage(page, (row) => presentMessage(row, this.media.pictures));
  }
}
