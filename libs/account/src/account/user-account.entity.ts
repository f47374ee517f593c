import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Role } from '#libs/kernel';

/** An account: who may sign in, and what only its owner and administrators see. */
@Entity('user_account')
@Unique('uq_user_email', ['emailFolded'])
@Unique('uq_user_phone', ['phone'])
@Index('ix_user_full_name', { synchronize: false })
@Index('ix_user_email', { synchronize: false })
@Index('ix_user_phone', { synchronize: false })
@Index('ix_user_role', ['role', 'id'])
@Index('ix_user_inactive', ['id'], { where: 'not is_active' })
@Check('ck_user_role', `role in ('user', 'admin', 'superuser')`)
@Check('ck_user_deleted', `deleted_at is null or not is_active`)
export class UserAccountEntity {
  @PrimaryColumn({
    type: 'bigint',
    default: () => 'next_id()',
    primaryKeyConstraintName: 'pk_user_account',
  })
  id!: string;

  @Column({ type: 'text' })
  email!: string;

  /** The address as it is compared. */
  @Column({ name: 'email_folded', type: 'text' })
  emailFolded!: string;

  @Column({ name: 'email_verified_at', type: 'timestamptz', nullable: true })
  emailVerifiedAt!: Date | null;

  /** A new address that waits for its verification. */
  @Column({ name: 'pending_email', type: 'text', nullable: true })
  pendingEmail!: string | null;

  /** E.164. */
  @Column({ type: 'text', nullable: true })
  phone!: string | null;

  @Column({ name: 'full_name', type: 'text' })
  fullName!: string;

  /** The full name as it is searched. */
  @Column({ name: 'full_name_folded', type: 'text' })
  fullNameFolded!: string;

  /** argon2id, in PHC form. */
  @Column({ name: 'password_hash', type: 'text' })
  passwordHash!: string;

  @Column({ type: 'text', default: 'user' })
  role!: Role;

  /** `false`: suspended, or deleted by its owner when `deletedAt` is set. */
  @Column({ name: 'is_active', type: 'boolean', default: true })
  isActive!: boolean;

  @Column({ name: 'deleted_at', type: 'timestamptz', nullable: true })
  deletedAt!: Date | null;

  /** When it was last suspended, deleted or restored. */
  @Column({ name: 'standing_changed_at', type: 'timestamptz', nullable: true })
  standingChangedAt!: Date | null;

  @Column({ name: 'last_login_at', type: 'timestamptz', nullable: true })
  lastLoginAt!: Date | null;

  /** Counts edits: the first part of the ETag. */
  @Column({ type: 'integer', default: 1 })
  version!: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
