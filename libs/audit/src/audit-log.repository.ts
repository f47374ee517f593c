import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { AuditEntry } from './audit-entry.js';

/** Adds to the table `audit_log`. */
@Injectable()
export class AuditLogRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws Error outside a transaction */
  async add(entry: AuditEntry): Promise<void> {
    await this.work.execute(sql`
      insert into audit_log (actor_id, action, target_type, target_id, reason, changes)
      values (
        ${entry.actorId},
        ${entry.action},
        ${entry.target.name},
        ${entry.targetId},
        ${entry.reason},
        ${JSON.stringify(entry.changes)}
      )
    `);
  }
}
