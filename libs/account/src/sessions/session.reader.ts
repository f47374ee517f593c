import { Injectable } from '@nestjs/common';
import { descending, sortKey, sql, SqlReader } from '#libs/database';
import type { Page, PageRequest, SessionId, UserId } from '#libs/kernel';

/** An open session as its owner sees it. */
export interface OpenSession {
  readonly id: SessionId;
  readonly userAgent: string | null;
  readonly ip: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
}

const NEWEST = descending('sessions.newest', sortKey('id', 'id', 'id'));

/** Reads open sessions. */
@Injectable()
export class SessionReader {
  constructor(private readonly reader: SqlReader) {}

  /** The open sessions of a person, newest first. @throws DomainError `invalid-cursor` */
  open(userId: UserId, request: PageRequest): Promise<Page<OpenSession>> {
    return this.reader.page<OpenSession>(
      NEWEST,
      request,
      ({ after, order, limit }) => sql`
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
        and ${after}
      order by ${order}
      limit ${limit}
      `,
    );
  }
}
