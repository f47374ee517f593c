import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { WalkedRow } from '#libs/personal-data';
import type { PostId } from '#libs/post';
import type { DismissalKind } from '../dismissals/dismissal.js';
import type { SearchKind } from '../recent-searches/recent-search.js';

/** What the person looked for. */
interface ExportedSearch extends WalkedRow {
  readonly kind: SearchKind;
  readonly userId: UserId | null;
  readonly text: string | null;
  readonly searchedAt: Date;
}

/** What the person is not interested in. */
interface ExportedDismissal extends WalkedRow {
  readonly kind: DismissalKind;
  readonly userId: UserId | null;
  readonly tag: string | null;
  readonly postId: PostId | null;
  readonly createdAt: Date;
  readonly until: Date;
}

/** Reads what discovery keeps of a person for the person. */
@Injectable()
export class DiscoveryExportReader {
  constructor(private readonly reader: SqlReader) {}

  /** The oldest first. */
  searches(personId: UserId, after: string, limit: number): Promise<ExportedSearch[]> {
    return this.reader.query(sql`
      select position as cursor, kind, user_id as "userId", text, searched_at as "searchedAt"
      from recent_search
      where person_id = ${personId} and position > ${after}
      order by position
      limit ${limit}
    `);
  }

  /** The oldest first. */
  dismissals(personId: UserId, after: string, limit: number): Promise<ExportedDismissal[]> {
    return this.reader.query(sql`
      select
        position as cursor,
        kind,
        user_id as "userId",
        tag,
        post_id as "postId",
        created_at as "createdAt",
        until
      from dismissal
      where person_id = ${personId} and position > ${after}
      order by position
      limit ${limit}
    `);
  }
}
