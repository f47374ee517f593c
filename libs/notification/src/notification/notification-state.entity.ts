import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { UserId } from '#libs/kernel';
import type { NotificationId } from './notification.js';

/** How far a person has seen. Its lock gives the notifications of the person their order. */
@Entity('notification_state')
export class NotificationStateEntity {
  @PrimaryColumn({
    name: 'user_id',
    type: 'bigint',
    primaryKeyConstraintName: 'pk_notification_state',
  })
  userId!: UserId;

  /** The newest notification that was seen, and with it all older ones; 0 for none. */
  @Column({ name: 'seen_up_to', type: 'bigint', default: 0 })
  seenUpTo!: NotificationId | '0';
}
