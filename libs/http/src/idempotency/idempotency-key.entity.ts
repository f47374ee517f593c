import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A request that a person marked with `Idempotency-Key`, and its answer once there is one. */
@Entity('idempotency_key')
@Index('ix_idempotency_key_expires_at', ['expiresAt'])
export class IdempotencyKeyEntity {
  @PrimaryColumn({
    name: 'user_id',
    type: 'bigint',
    primaryKeyConstraintName: 'pk_idempotency_key',
  })
  userId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_idempotency_key' })
  key!: string;

  /** Which attempt holds the key: a holder that lost it to another can not store an answer. */
  @Column({ name: 'claim_id', type: 'uuid' })
  claimId!: string;

  /** SHA-256 over route and body; of an upload known only when it has been read. */
  @Column({ name: 'request_digest', type: 'text', nullable: true })
  requestDigest!: string | null;

  /** A holder without an answer keeps the key until then. */
  @Column({ name: 'locked_until', type: 'timestamptz' })
  lockedUntil!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;

  /** HTTP status of the answer; null while the request runs. */
  @Column({ type: 'smallint', nullable: true })
  status!: number | null;

  /** JSON text of the answer. */
  @Column({ type: 'text', nullable: true })
  body!: string | null;

  @Column({ type: 'text', nullable: true })
  location!: string | null;

  @Column({ type: 'text', nullable: true })
  etag!: string | null;
}
