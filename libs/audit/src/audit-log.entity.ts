import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { AuditEntry } from './audit-entry.js';

/**
 * One act of an administrator. The database refuses every change of a row. Ids have no foreign keys: entries outlive
 * what they tell of.
 */
@Entity('audit_log')
@Index('ix_audit_log_actor', ['actorId', 'id'])
@Index('ix_audit_log_action', ['action', 'id'])
@Index('ix_audit_log_target', ['targetId', 'id'])
export class AuditLogEntity {
  @PrimaryColumn({
    type: 'bigint',
    default: () => 'next_id()',
    primaryKeyConstraintName: 'pk_audit_log',
  })
  id!: string;

  @Column({ name: 'actor_id', type: 'bigint' })
  actorId!: string;

  @Column({ type: 'text' })
  action!: string;

  @Column({ name: 'target_type', type: 'text' })
  targetType!: string;

  @Column({ name: 'target_id', type: 'bigint' })
  targetId!: string;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'jsonb' })
  changes!: AuditEntry['changes'];

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
