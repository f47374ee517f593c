import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { PersonEdgeKind } from './person-edges.sql.js';

/** Removes the edges of a person who is being erased, a batch at a time. */
@Injectable()
export class SocialGraphErasureRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Removes edges from and to the person. @returns who stood at the other ends */
  async removeOf(kind: PersonEdgeKind, userId: UserId, limit: number): Promise<UserId[]> {
    const { table, from, to } = kind;
    const userIdValue = sql.value(userId);
    const limitValue = sql.value(limit);
    const { rows } = await this.work.execute<{ id: UserId }>(
      sql`
      delete from ${sql.raw(table)}
      where (${sql.raw(from)}, ${sql.raw(to)}) in (
        (
          select ${sql.raw(from)}, ${sql.raw(to)}
          from ${sql.raw(table)}
          where ${sql.raw(from)} = ${userIdValue}
          limit ${limitValue}
        )
        union all
        (
          select ${sql.raw(from)}, ${sql.raw(to)}
          from ${sql.raw(table)}
          where ${sql.raw(to)} = ${userIdValue}
          limit ${limitValue}
        )
      )
      returning case when ${sql.raw(from)} = ${userIdValue} then ${sql.raw(to)} else ${sql.raw(from)} end as id
      `,
    );
    return rows.map(({ id }) => id);
  }
}
