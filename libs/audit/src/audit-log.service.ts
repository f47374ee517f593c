import { Injectable } from '@nestjs/common';
import type { AuditEntry } from './audit-entry.js';
import { AuditLogRepository } from './audit-log.repository.js';

/** Notes who did what to whom, and why. What is noted stays. */
@Injectable()
export class AuditLogService {
  constructor(private readonly entries: AuditLogRepository) {}

  /**
   * Notes an act in its own transaction: neither is there without the other.
   *
   * @throws Error outside a transaction
   */
  async record(entry: AuditEntry): Promise<void> {
    await this.entries.add(entry);
  }

  /** The same for something that was deactivated or restored: `post.deactivated`, `post.restored`. */
  async recordTurn(act: Omit<AuditEntry, 'action' | 'changes'>, isActive: boolean): Promise<void> {
    await this.record({
      ...act,
      action: `${act.target.name}.${isActive ? 'restored' : 'deactivated'}`,
      changes: { isActive: { from: !isActive, to: isActive } },
    });
  }
}
