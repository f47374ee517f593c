import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { Id, UserId } from '#libs/kernel';
import { type WalkedRow } from '#libs/personal-data';
import type { ReactionKind } from './reaction-kind.sql.js';

/** An edge as it is stored. */
interface MadeEdge extends WalkedRow {
  readonly targetId: Id;
  readonly createdAt: Date;
}

/** Reads the edges of a person for the person. */
@Injectable()
export class ReactionExportReader {
  constructor(private readonly reader: SqlReader) {}

  /** Edges that the person made, each with the id of the thing as `postId` or `commentId`, the oldest first. */
  async made(
    { edges, of }: ReactionKind,
    userId: UserId,
    after: string,
    limit: number,
  ): Promise<WalkedRow[]> {
    const rows = await this.reader.query<MadeEdge>(
      sql`
      select position as cursor, ${sql.raw(edges.target)} as "targetId", created_at as "createdAt"
      from ${sql.raw(edges.table)}
      where user_id = ${userId} and position > ${after}
      order by position
      limit ${limit}
      `,
    );
    return rows.map(({ targetId, ...edge }) => ({ [`${of.noun}Id`]: targetId, ...edge }));
  }
}
