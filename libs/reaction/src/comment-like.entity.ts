import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Id, UserId } from '#libs/kernel';

/** A person likes a comment. */
@Entity('comment_like')
@Index('ix_comment_like_user', { synchronize: false })
@Index('ix_comment_like_comment', { synchronize: false })
export class CommentLikeEntity {
  @PrimaryColumn({
    name: 'comment_id',
    type: 'bigint',
    primaryKeyConstraintName: 'pk_comment_like',
  })
  commentId!: Id<'comment'>;

  @PrimaryColumn({ name: 'user_id', type: 'bigint', primaryKeyConstraintName: 'pk_comment_like' })
  userId!: UserId;

  /** Order in which people liked. */
  @Column({ type: 'bigint', default: () => 'next_id()' })
  position!: Id;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
