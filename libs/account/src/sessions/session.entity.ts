import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { UserAccountEntity } from '../account/user-account.entity.js';

/** One login: a family of refresh tokens of which only the newest is good. */
@Entity('session')
@Index('ix_session_user', { synchronize: false })
@Index('ix_session_expiry', ['expiresAt'])
export class SessionEntity {
  @PrimaryColumn({
    type: 'bigint',
    default: () => 'next_id()',
    primaryKeyConstraintName: 'pk_session',
  })
  id!: string;

  @Column({ name: 'user_id', type: 'bigint' })
  @ForeignKey(() => UserAccountEntity, { name: 'fk_session_user', onDelete: 'CASCADE' })
  userId!: string;

  @Column({ type: 'text' })
  ip!: string;

  @Column({ name: 'user_agent', type: 'text', nullable: true })
  userAgent!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  /** The last login or refresh; not every request. */
  @Column({ name: 'last_used_at', type: 'timestamptz', default: () => 'now()' })
  lastUsedAt!: Date;

  /** When its newest refresh token ends. */
  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt!: Date | null;
}
