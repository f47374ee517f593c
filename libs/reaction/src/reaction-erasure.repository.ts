import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { Id, UserId } from '#libs/kernel';
import type { ReactionKind } from './reaction-kind.sql.js';

/** Removes the edges of a person who is being erased, a batch at a time. */
@Injectable()
export class ReactionErasureRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Removes edges that the person made. @returns their targets */
  async removeOf({ edges }: ReactionKind, userId: UserId, limit: number): Promise<Id[]> {
    const userIdValue = sql.value(userId);
    const table = sql.raw(edges.table);
    const target = sql.raw(edges.target);
    const { rows } = await this.work.execute<{ id: Id }>(
      sql`
      delete from ${table}
      where user_id = ${userIdValue}
        and ${target} in (
          select ${target}
          from ${table}
          where user_id = ${userIdValue}
          limit ${limit}
        )
      returning ${target} as id
      `,
    );
    return rows.map(({ id }) => id);
  }

  /** Removes edges of anybody to things that go with the person. @returns how many */
  async removeTo({ edges, of }: ReactionKind, userId: UserId, limit: number): Promise<number> {
    const table = sql.raw(edges.table);
    const target = sql.raw(edges.target);
    const limitValue = sql.value(limit);
    const going = of.goingWith(userId).map(
      (things) => sql`
        (
          select e.${target}, e.user_id
          from (${things}) going
          join ${table} e on e.${target} = going.id
          limit ${limitValue}
        )`,
    );
    const { count } = await this.work.execute(
      sql`
      delete from ${table}
      where (${target}, user_id) in (${sql.join(going, ' union all ')})
      `,
    );
    return count;
  }
}
