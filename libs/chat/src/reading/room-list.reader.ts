import { Injectable } from '@nestjs/common';
import { descending, sortKey, sql, type SqlFragment, SqlReader } from '#libs/database';
import { mapPage, type Page, type PageRequest, type Viewer } from '#libs/kernel';
import type { RoomId, RoomState } from '../room/room.js';
import { MAYBE_UNREAD, ROOM_OF_MEMBER, UNREAD_COUNT } from '../room/room.sql.js';

/** What is asked of the list of rooms. */
export interface RoomListRequest extends PageRequest {
  /** Without it all but requests. */
  readonly state?: RoomState | undefined;
  readonly unread?: boolean | undefined;
}

const BY_LAST_MESSAGE = descending('rooms.latest', sortKey('m.last_position', 'id', 'position'));

const HAS_UNREAD = sql`(not c.closed and ${MAYBE_UNREAD} and ${UNREAD_COUNT} > 0)`;

/** Pages of ids of rooms, walked along the list of their person. */
@Injectable()
export class RoomListReader {
  constructor(private readonly reader: SqlReader) {}

  /** One page of the rooms of a person, by last message, newest first. @throws DomainError `invalid-cursor` */
  async page(
    { userId }: Viewer,
    { state, unread, ...request }: RoomListRequest,
  ): Promise<Page<RoomId>> {
    const page = await this.reader.page<{ id: RoomId; position: string | null }>(
      BY_LAST_MESSAGE,
      request,
      ({ after, order, limit }) => sql`
      select m.room_id as id, m.last_position as position
      from room_member m
      ${ROOM_OF_MEMBER}
      where ${sql.all([
        sql`m.user_id = ${userId}`,
        sql`m.last_position is not null`,
        after,
        ...inState(state),
        unread === true && HAS_UNREAD,
        unread === false && sql`not ${HAS_UNREAD}`,
      ])}
      order by ${order}
      limit ${limit}
      `,
    );
    return mapPage(page, ({ id }) => id);
  }
}

/** SQL: what a state asks of a room. Each but `open`, which is what most rooms are, has an index of its rooms. */
function inState(state: RoomState | undefined): SqlFragment[] {
  const listed = sql`not m.is_request`;
  switch (state) {
    case undefined:
      return [listed];
    case 'request':
      return [sql`m.is_request`, sql`not c.closed`];
    case 'closed':
      return [sql`m.is_closed`, sql`c.closed`];
    case 'waiting':
      return [sql`m.is_waiting`, sql`not c.closed`];
    case 'open':
      return [listed, sql`not m.is_waiting`, sql`not c.closed`];
  }
}
