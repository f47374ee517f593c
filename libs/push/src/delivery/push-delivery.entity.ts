import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Id } from '#libs/kernel';
import { PushSubscriptionEntity } from '../subscriptions/push-subscription.entity.js';
import type { PushSubscriptionId } from '../subscriptions/push-subscription.js';

/** Something to be pushed to a subscription: waiting, or sent a while ago. */
@Entity('push_delivery')
@Index('ix_push_delivery_due', { synchronize: false })
@Index('ix_push_delivery_lease', { synchronize: false })
export class PushDeliveryEntity {
  @PrimaryColumn({
    name: 'subscription_id',
    type: 'bigint',
    primaryKeyConstraintName: 'pk_push_delivery',
  })
  @ForeignKey(() => PushSubscriptionEntity, {
    name: 'fk_push_delivery_subscription',
    onDelete: 'CASCADE',
  })
  subscriptionId!: PushSubscriptionId;

  /** Name of the source that knows what it says. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_push_delivery' })
  source!: string;

  /** What of that source. */
  @PrimaryColumn({
    name: 'subject_id',
    type: 'bigint',
    primaryKeyConstraintName: 'pk_push_delivery',
  })
  subjectId!: Id;

  /** Tries that failed. */
  @Column({ type: 'smallint', default: 0 })
  attempts!: number;

  /** When it was first due; after a day it is given up. */
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  /** When it is sent; `null` when nothing waits. */
  @Column({ name: 'due_at', type: 'timestamptz', nullable: true })
  dueAt!: Date | null;

  /** While it is being sent: when whoever does it counts as lost. */
  @Column({ name: 'lease_until', type: 'timestamptz', nullable: true })
  leaseUntil!: Date | null;

  /** When it was last sent. */
  @Column({ name: 'sent_at', type: 'timestamptz', nullable: true })
  sentAt!: Date | null;
}
