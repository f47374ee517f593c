import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { Id, UserId } from '#libs/kernel';
import type { ReactionKind } from './reaction-kind.sql.js';

/** Reads what counts while a person is active. */
@Injectable()
export class PersonReactionReader {
  constructor(private readonly reader: SqlReader) {}

  /** Things to which a person reacted, in the order of their ids. @param after id of the last one known */
  async countedIn(
    { edges }: ReactionKind,
    userId: UserId,
    after: Id | '0',
    limit: number,
  ): Promise<Id[]> {
    const target = sql.raw(`e.${edges.target}`);
    const rows = await this.reader.query<{ id: Id }>(
      sql`
      select ${target} as id
      from ${sql.raw(edges.table)} e
      where e.user_id = ${userId} and ${target} > ${after}
      order by ${target}
      limit ${limit}
      `,
    );
    return rows.map(({ id }) => id);
  }
}
