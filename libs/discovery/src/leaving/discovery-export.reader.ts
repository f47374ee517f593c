import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { WalkedRow } from '#libs/personal-data';
import type { SearchKind } from '../recent-searches/recent-search.js';

/** What the person looked for. */
interface ExportedSearch extends WalkedRow {
  readonly kind: SearchKind;
  readonly userId: UserId | null;
  readonly text: string | null;
  readonly searchedAt: Date;
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
}
