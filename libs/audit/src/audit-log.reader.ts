import { Injectable } from '@nestjs/common';
import { descending, isoTime, sortKey, sql, SqlReader } from '#libs/database';
import type { Id, Page, PageRequest, UserId } from '#libs/kernel';
import type { RecordedEntry } from './audit-entry.js';

/** What narrows the audit log. */
export interface AuditFilter {
  readonly actorId?: UserId | undefined;
  readonly action?: string | undefined;
  readonly targetId?: Id | undefined;
}

const NEWEST = descending('audit-log.newest', sortKey('id', 'id', 'id'));

/** Reads the audit log. */
@Injectable()
export class AuditLogReader {
  constructor(private readonly reader: SqlReader) {}

  /** Entries, newest first. @throws DomainError `invalid-cursor` */
  newest(
    { actorId, action, targetId }: AuditFilter,
    request: PageRequest,
  ): Promise<Page<RecordedEntry>> {
    return this.reader.page<RecordedEntry>(
      NEWEST,
      request,
      ({ after, order, limit }) => sql`
      select
        id,
        actor_id as "actorId",
        action,
        target_type as "targetType",
        target_id as "targetId",
        reason,
        changes,
        ${isoTime('created_at')} as "createdAt"
      from audit_log
      where ${sql.all([
        after,
        actorId !== undefined && sql`actor_id = ${actorId}`,
        action !== undefined && sql`action = ${action}`,
        targetId !== undefined && sql`target_id = ${targetId}`,
      ])}
      order by ${order}
      limit ${limit}
      `,
    );
  }
}
