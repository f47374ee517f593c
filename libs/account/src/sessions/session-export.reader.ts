import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { SessionId, UserId } from '#libs/kernel';
import { type WalkedRow } from '#libs/personal-data';

/** A session as it is exported. */
interface PersonSession extends WalkedRow {
  readonly id: SessionId;
  readonly ip: string;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly revokedAt: Date | null;
}

/** Reads the sessions of a person for the person. */
@Injectable()
export class SessionExportReader {
  constructor(private readonly reader: SqlReader) {}

  /** Ended ones too, the oldest first. */
  all(userId: UserId, after: string, limit: number): Promise<PersonSession[]> {
    return this.reader.query(
      sql`
      select
        id as cursor,
        id,
        ip,
        user_agent as "userAgent",
        created_at as "createdAt",
        last_used_at as "lastUsedAt",
        revoked_at as "revokedAt"
      from session
      where user_id = ${userId} and id > ${after}
      order by id
      limit ${limit}
      `,
    );
  }
}
