import { Injectable } from '@nestjs/common';
import type { UserId } from '#libs/kernel';
import { SqlReader } from '#libs/database';
import { type WalkedRow } from '#libs/personal-data';
import type { EdgeKind } from './edges.sql.js';

/** Reads the edges of a person for the person. */
@Injectable()
export class ReactionExportReader {
  constructor(private readonly sql: SqlReader) {}

  /** Edges that the person made, the oldest first. */
  made(
    kind: EdgeKind,
    userId: UserId,
    after: string,
    limit: number,
  ): Promise<(WalkedRow & { createdAt: Date })[]> {
    return this.sql.query(
      `
      select
        position as cursor,
        ${kind.target} as "${kind.things}Id",
        created_at as "createdAt"
      from ${kind.table}
      where user_id = $1 and position > $2
      order by position
      limit $3
      `,
      [userId, after, limit],
    );
  }
}
