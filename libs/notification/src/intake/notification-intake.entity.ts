import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CommentId } from '#libs/comment';
import type { UserId } from '#libs/kernel';
import type { PostId } from '#libs/post';

/** What kind of act something was; answers and follows concern one person or another. */
export const INTAKE_KINDS = [
  'post-like',
  'comment-like',
  'comment',
  'follow',
  'follow-request',
  'mention',
  'publish-failed',
  'repost',
  'quote',
  'poll-closed',
] as const;

export type IntakeKind = (typeof INTAKE_KINDS)[number];

/** That something began or ended: left in the transaction of the fact, and taken by a loop soon after it. */
@Entity('notification_intake')
export class NotificationIntakeEntity {
  @PrimaryColumn({
    type: 'bigint',
    generated: 'identity',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'pk_notification_intake',
  })
  id!: string;

  @Column({ type: 'text' })
  kind!: IntakeKind;

  @Column({ name: 'actor_id', type: 'bigint' })
  actorId!: UserId;

  /** Of a like or a repost of a post, of a mention in one; the quote itself. */
  @Column({ name: 'post_id', type: 'bigint', nullable: true })
  postId!: PostId | null;

  /** The liked comment, the answer, or the comment that mentions. */
  @Column({ name: 'comment_id', type: 'bigint', nullable: true })
  commentId!: CommentId | null;

  /** Whom somebody follows, asked or mentions; who made a poll or voted in it. */
  @Column({ name: 'user_id', type: 'bigint', nullable: true })
  userId!: UserId | null;
}
