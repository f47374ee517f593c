import { Injectable } from '@nestjs/common';
import { idsIn, prepared, sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { MAYBE_UNREAD, MUTES_PARTNER, ROOM_OF_MEMBER, UNREAD_COUNT } from '../room/room.sql.js';

/** How much of something a person has not read. */
interface UnreadRow {
  readonly userId: UserId;
  readonly count: number;
}

const MESSAGES = prepared<{ people: readonly UserId[] }>(
  'chat.unread-messages',
  (slot) => sql`
  select m.user_id as "userId", sum(n.count)::integer as count
  from room_member m
  ${ROOM_OF_MEMBER}
  cross join lateral (select ${UNREAD_COUNT} as count offset 0) n
  where m.user_id = any (${idsIn(slot('people'))})
    and ${MAYBE_UNREAD}
    and not m.is_request
    and not m.is_muted
    and not c.closed
    and not ${MUTES_PARTNER}
  group by m.user_id
  `,
);

const REQUESTS = prepared<{ people: readonly UserId[] }>(
  'chat.unread-requests',
  (slot) => sql`
  select m.user_id as "userId", count(*)::integer as count
  from room_member m
  ${ROOM_OF_MEMBER}
  where m.user_id = any (${idsIn(slot('people'))})
    and ${MAYBE_UNREAD}
    and m.is_request
    and m.declined_at is null
    and not m.is_muted
    and not c.closed
    and not ${MUTES_PARTNER}
    and ${UNREAD_COUNT} > 0
  group by m.user_id
  `,
);

/** Counts what people have not read, by the rules that hold when it is asked. */
@Injectable()
export class UnreadMessagesReader {
  constructor(private readonly reader: SqlReader) {}

  /** Messages in open rooms that aren't muted, of people who aren't. */
  messages(people: readonly UserId[]): Promise<ReadonlyMap<UserId, number>> {
    return this.counts(MESSAGES({ people }));
  }

  /** Rooms in which people are asked. */
  requests(people: readonly UserId[]): Promise<ReadonlyMap<UserId, number>> {
    return this.counts(REQUESTS({ people }));
  }

  private async counts(
    statement: ReturnType<typeof MESSAGES>,
  ): Promise<ReadonlyMap<UserId, number>> {
    const rows = await this.reader.query<UnreadRow>(statement);
    return new Map(rows.map(({ userId, count }) => [userId, count]));
  }
}
