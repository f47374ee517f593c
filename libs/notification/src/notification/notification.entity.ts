import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CommentId } from '#libs/comment';
import type { UserId } from '#libs/kernel';
import type { PostId } from '#libs/post';
import type { NotificationId, NotificationKind } from './notification.js';

/**
 * That there is something to tell a person: the acts of one kind between two positions. Who acted is read from the likes,
 * comments and follows themselves.
 */
@Entity('notification')
@Index('ix_notification_user', { synchronize: false })
@Index('uq_notification_place', { synchronize: false })
@Index('ix_notification_post', ['postId'], { where: 'post_id is not null' })
@Check('ck_notification_range', 'from_position < to_position')
export class NotificationEntity {
  /** Given under the lock of the person's state: what is told later has a greater one. */
  @PrimaryColumn({
    type: 'bigint',
    default: () => 'next_id()',
    primaryKeyConstraintName: 'pk_notification',
  })
  id!: NotificationId;

  @Column({ name: 'user_id', type: 'bigint' })
  userId!: UserId;

  @Column({ type: 'text' })
  kind!: NotificationKind;

  @Column({ name: 'post_id', type: 'bigint', nullable: true })
  postId!: PostId | null;

  /** Of liked comments, and of those that mention. */
  @Column({ name: 'comment_id', type: 'bigint', nullable: true })
  commentId!: CommentId | null;

  /** Position of the first act that may be in it. */
  @Column({ name: 'from_position', type: 'bigint' })
  fromPosition!: string;

  /** Position behind the last one; the greatest number while it is open. */
  @Column({ name: 'to_position', type: 'bigint' })
  toPosition!: string;

  /** When it last grew. */
  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
