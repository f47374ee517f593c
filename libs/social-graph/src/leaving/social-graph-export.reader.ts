import { Injectable } from '@nestjs/common';
import type { UserId } from '#libs/kernel';
import { SqlReader } from '#libs/database';
import { type WalkedRow } from '#libs/personal-data';
import { activePerson, notBlockedBy } from '#libs/user';
import type { PersonEdgeKind } from './person-edges.sql.js';

/** Somebody at the other end of an edge. */
interface Neighbour extends WalkedRow {
  readonly userId: UserId;
  /** `null` for people whose card the person can't see. */
  readonly nickname: string | null;
  readonly createdAt: Date;
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
    return this.reader.query(
      `
      select
        e.position as cursor,
        e.${other} as "userId",
        case
          when ${activePerson(`e.${other}`)} and ${notBlockedBy('$1::bigint', `e.${other}`)}
          then p.nickname
        end as nickname,
        e.created_at as "createdAt"
      from ${kind.table} e
      left join profile p on p.user_id = e.${other}
      where e.${own} = $1 and e.position > $2
      order by e.position
      limit $3
      `,
      [userId, after, limit],
    );
  }
}
