import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Id, UserId } from '#libs/kernel';
import { UserAccountEntity } from '../account/user-account.entity.js';
import type { ExportStatus } from './data-export.js';

/** An archive of everything that is kept of a person, made for the person. */
@Entity('data_export')
@Unique('uq_data_export_storage_key', ['storageKey'])
@Index('ix_data_export_user', ['userId'])
@Index('uq_data_export_pending', { synchronize: false })
@Index('ix_data_export_expiry', ['expiresAt'])
@Check('ck_data_export_status', `status in ('pending', 'ready', 'failed')`)
@Check('ck_data_export_expiry', `(status = 'pending') = (expires_at is null)`)
export class DataExportEntity {
  @PrimaryColumn({
    type: 'bigint',
    default: () => 'next_id()',
    primaryKeyConstraintName: 'pk_data_export',
  })
  id!: Id<'export'>;

  @Column({ name: 'user_id', type: 'bigint' })
  @ForeignKey(() => UserAccountEntity, { name: 'fk_data_export_user', onDelete: 'CASCADE' })
  userId!: UserId;

  @Column({ type: 'text', default: 'pending' })
  status!: ExportStatus;

  /** Decided before the archive is made, so that nothing is left in storage that no row names. */
  @Column({ name: 'storage_key', type: 'text' })
  storageKey!: string;

  /** How often its making began. */
  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  /** When the row and the archive go; `null` while it is being made. */
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;
}
