import { Injectable } from '@nestjs/common';
import type { CommentId, PostId, UserId } from '#libs/kernel';
import { sql, SqlReader } from '#libs/database';
import { type WalkedRow } from '#libs/personal-data';
import type { EdgeKind } from './edges.sql.js';

/** An edge with the id of the thing at its end. */
interface MadeEdge {
  readonly postId?: PostId;
  readonly commentId?: CommentId;
  readonly createdAt: Date;
}

/** Reads the edges of a person for the person. */
@Injectable()
export class ReactionExportReader {
  constructor(private readonly reader: SqlReader) {}

  /** Edges that the person made, the oldest first. */
  made(
    kind: EdgeKind,
    userId: UserId,
    after: string,
    limit: number,
  ): Promise<(WalkedRow & MadeEdge)[]> {
    return this.reader.query(
      sql`
      select
        position as cursor,
        ${sql.raw(kind.target)} as "${sql.raw(kind.things)}Id",
        created_at as "createdAt"
      from ${sql.raw(kind.table)}
      where user_id = ${userId} and position > ${after}
      order by position
      limit ${limit}
      `,
    );
  }
}
