import { Injectable } from '@nestjs/common';
import { cursorOf, type Id, type Page, type PageRequest, toPage, type UserId } from '#libs/kernel';
import { SqlReader } from '#libs/platform';
import type { RecordedEntry } from '../domain/audit-entry.js';

/** What narrows the audit log. */
export interface AuditFilter {
  readonly actorId?: UserId | undefined;
  readonly action?: string | undefined;
  readonly targetId?: Id | undefined;
}

const NEWEST = cursorOf('audit-log.newest', ['id']);

/** Reads the audit log. */
@Injectable()
export class AuditLogReader {
  constructor(private readonly reader: SqlReader) {}

  /** Entries, newest first. */
  async newest(filter: AuditFilter, page: PageRequest): Promise<Page<RecordedEntry>> {
    const [before = null] = page.cursor === undefined ? [] : NEWEST.decode(page.cursor);
    const params: unknown[] = [before, page.limit + 1];
    const conditions = conditionsOf(filter, (value) => `$${params.push(value)}`);
    const rows = await this.reader.query<Omit<RecordedEntry, 'createdAt'> & { createdAt: Date }>(
      `
      select
        id,
        actor_id as "actorId",
        action,
        target_type as "targetType",
        target_id as "targetId",
        reason,
        changes,
        created_at as "createdAt"
      from audit_log
      where ($1::bigint is null or id < $1::bigint)
        ${conditions.map((condition) => `and ${condition}`).join('\n        ')}
      order by id desc
      limit $2
      `,
      params,
    );
    const { items, nextCursor } = toPage(rows, page.limit, ({ id }) => NEWEST.encode([id]));
    return {
      items: items.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })),
      nextCursor,
    };
  }
}

function conditionsOf(
  { actorId, action, targetId }: AuditFilter,
  param: (value: unknown) => string,
): string[] {
  return [
    ...(actorId === undefined ? [] : [`actor_id = ${param(actorId)}`]),
    ...(action === undefined ? [] : [`action = ${param(action)}`]),
    ...(targetId === undefined ? [] : [`target_id = ${param(targetId)}`]),
  ];
}
