import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { Id, UserId } from '#libs/kernel';
import type { WalkedRow } from '#libs/personal-data';

/** Whom a text of a person mentions. */
interface MadeMention extends WalkedRow {
  readonly postId: Id<'post'> | null;
  readonly commentId: Id<'comment'> | null;
  readonly userId: UserId;
}

/** Reads the mentions that a person made, for the person. */
@Injectable()
export class MentionExportReader {
  constructor(private readonly reader: SqlReader) {}

  /** In no order that means anything. */
  by(authorId: UserId, after: string, limit: number): Promise<MadeMention[]> {
    const [thing = '0', user = '0'] = after.split('-');
    return this.reader.query(
      sql`
      select
        thing_id || '-' || user_id as cursor,
        post_id as "postId",
        comment_id as "commentId",
        user_id as "userId"
      from mention
      where author_id = ${authorId} and (thing_id, user_id) > (${thing}::bigint, ${user}::bigint)
      order by thing_id, user_id
      limit ${limit}
      `,
    );
  }
}
