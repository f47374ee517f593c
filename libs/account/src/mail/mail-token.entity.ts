import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { UserAccountEntity } from '../account/user-account.entity.js';
import type { MailTokenPurpose } from './mail-token.js';

/** A token that was sent by mail and is not used yet, as its hash. */
@Entity('mail_token')
@Index('ix_mail_token_user', ['userId', 'purpose'])
@Index('ix_mail_token_expiry', ['expiresAt'])
@Check('ck_mail_token_purpose', `purpose in ('verify-email', 'reset-password')`)
export class MailTokenEntity {
  /** SHA-256. */
  @PrimaryColumn({ name: 'token_hash', type: 'bytea', primaryKeyConstraintName: 'pk_mail_token' })
  tokenHash!: Buffer;

  @Column({ name: 'user_id', type: 'bigint' })
  @ForeignKey(() => UserAccountEntity, { name: 'fk_mail_token_user', onDelete: 'CASCADE' })
  userId!: string;

  @Column({ type: 'text' })
  purpose!: MailTokenPurpose;

  /** The address that it was sent to: it proves nothing about another one. */
  @Column({ type: 'text' })
  email!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;
}
