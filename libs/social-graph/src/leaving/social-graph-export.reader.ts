import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { type WalkedRow } from '#libs/personal-data';
import { activePerson, notBlockedBy } from '../visibility/visible-person.sql.js';
import type { PersonEdgeKind } from './person-edges.sql.js';

/** Somebody at the other end of an edge. */
interface Neighbour extends WalkedRow {
  readonly userId: UserId;
  /** `null` for people whose card the person can't see. */
  readonly nickname: string | null;
  readonly createdAt: Date;
  /** Of whom the person follows. */
  readonly hideReposts?: boolean;
}

/** Reads the edges of a person for the person, the oldest first. */
@Injectable()
export class SocialGraphExportReader {
  constructor(private readonly reader: SqlReader) {}

  /** @param direction whether the edges begin or end at the person */
  edges(
    kind: PersonEdgeKind,
    direction: 'from' | 'to',
    userId: UserId,
    after: string,
    limit: number,
  ): Promise<Neighbour[]> {
    const [own, other] = direction === 'from' ? [kind.from, kind.to] : [kind.to, kind.from];
    const me = sql`${userId}::bigint`;
    const neighbour = sql.raw(`e.${other}`);
    return this.reader.query(
      sql`
      select
        e.position as cursor,
        ${neighbour} as "userId",
        case
          when ${activePerson(neighbour)} and ${notBlockedBy(me, neighbour)}
          then p.nickname
        end as nickname,
        ${kind.table === 'follow' && direction === 'from' ? sql`e.hide_reposts as "hideReposts",` : sql.empty}
        e.created_at as "createdAt"
      from ${sql.raw(kind.table)} e
      left join profile p on p.user_id = ${neighbour}
      where e.${sql.raw(own)} = ${me} and e.position > ${after}
      order by e.position
      limit ${limit}
      `,
    );
  }
}
