import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { SessionEntity } from './session.entity.js';

/** A refresh token of a session, as its hash. */
@Entity('refresh_token')
@Index('ix_refresh_token_session', ['sessionId'])
@Index('ix_refresh_token_expiry', ['expiresAt'])
export class RefreshTokenEntity {
  /** SHA-256. */
  @PrimaryColumn({
    name: 'token_hash',
    type: 'bytea',
    primaryKeyConstraintName: 'pk_refresh_token',
  })
  tokenHash!: Buffer;

  @Column({ name: 'session_id', type: 'bigint' })
  @ForeignKey(() => SessionEntity, { name: 'fk_refresh_token_session', onDelete: 'CASCADE' })
  sessionId!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;

  /** When it was exchanged for its successor. */
  @Column({ name: 'rotated_at', type: 'timestamptz', nullable: true })
  rotatedAt!: Date | null;

  /** Makes its successor again, as long as that one is unused; then it is wiped. */
  @Column({ name: 'successor_seed', type: 'bytea', nullable: true })
  successorSeed!: Buffer | null;
}
