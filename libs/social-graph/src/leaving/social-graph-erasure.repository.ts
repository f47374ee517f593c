import { Injectable } from '@nestjs/common';
import type { UserId } from '#libs/kernel';
import { UnitOfWork } from '#libs/database';
import type { PersonEdgeKind } from './person-edges.sql.js';

/** Removes the edges of a person who is being erased, a batch at a time. */
@Injectable()
export class SocialGraphErasureRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Removes edges from and to the person. @returns who stood at the other ends */
  async removeOf(kind: PersonEdgeKind, userId: UserId, limit: number): Promise<UserId[]> {
    const { table, from, to } = kind;
    const { rows } = await this.work.execute<{ id: UserId }>(
      `
      delete from ${table}
      where (${from}, ${to}) in (
        (
          select ${from}, ${to}
          from ${table}
          where ${from} = $1
          limit $2
        )
        union all
        (
          select ${from}, ${to}
          from ${table}
          where ${to} = $1
          limit $2
        )
      )
      returning case when ${from} = $1 then ${to} else ${from} end as id
      `,
      [userId, limit],
    );
    return rows.map(({ id }) => id);
  }
}
