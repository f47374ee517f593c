import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { SessionId, UserId } from '#libs/kernel';
import type { PushSubscriptionId } from './push-subscription.js';

/** A browser or app that wants to be told, as it described itself. */
@Entity('push_subscription')
@Unique('uq_push_subscription_endpoint', ['endpointHash'])
@Index('ix_push_subscription_user', { synchronize: false })
@Index('ix_push_subscription_session', ['sessionId'])
export class PushSubscriptionEntity {
  @PrimaryColumn({
    type: 'bigint',
    default: () => 'next_id()',
    primaryKeyConstraintName: 'pk_push_subscription',
  })
  id!: PushSubscriptionId;

  @Column({ name: 'user_id', type: 'bigint' })
  userId!: UserId;

  /** The login that made it, and with which it ends. */
  @Column({ name: 'session_id', type: 'bigint' })
  sessionId!: SessionId;

  /** Where it is sent to. Whoever knows it and the keys can send to it. */
  @Column({ type: 'text' })
  endpoint!: string;

  /** SHA-256 of the endpoint. */
  @Column({ name: 'endpoint_hash', type: 'bytea' })
  endpointHash!: Buffer;

  /** The public key it decrypts with. */
  @Column({ type: 'bytea' })
  p256dh!: Buffer;

  /** The secret that it shares with who sends. */
  @Column({ type: 'bytea' })
  auth!: Buffer;

  @Column({ name: 'user_agent', type: 'text', nullable: true })
  userAgent!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  /** When the push service was last reached. */
  @Column({ name: 'last_sent_at', type: 'timestamptz', nullable: true })
  lastSentAt!: Date | null;

  /** HTTP status that the push service last answered. */
  @Column({ name: 'last_status', type: 'smallint', nullable: true })
  lastStatus!: number | null;
}
