import { Injectable } from '@nestjs/common';
import {
  cursorOf,
  type Page,
  type PageRequest,
  type SessionId,
  toPage,
  type UserId,
} from '#libs/kernel';
import { sql, SqlReader } from '#libs/database';

/** An open session as its owner sees it. */
export interface OpenSession {
  readonly id: SessionId;
  readonly userAgent: string | null;
  readonly ip: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
}

const NEWEST = cursorOf('sessions.newest', ['id']);

/** Reads open sessions. */
@Injectable()
export class SessionReader {
  constructor(private readonly reader: SqlReader) {}

  /** The open sessions of a person, newest first. */
  async open(userId: UserId, page: PageRequest): Promise<Page<OpenSession>> {
    const [after = null] = page.cursor === undefined ? [] : NEWEST.decode(page.cursor);
    const afterValue = sql.value(after);
    const rows = await this.reader.query<OpenSession>(
      sql`
      select
        id,
        user_agent as "userAgent",
        ip,
        created_at as "createdAt",
        last_used_at as "lastUsedAt"
      from session
      where user_id = ${userId}
        and revoked_at is null
        and expires_at > now()
        and (${afterValue}::bigint is null or id < ${afterValue}::bigint)
      order by id desc
      limit ${page.limit + 1}
      `,
    );
    return toPage(rows, page.limit, ({ id }) => NEWEST.encode([id]));
  }
}
