import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Id } from '#libs/kernel';
import { CommentEntity } from './comment.entity.js';
import type { CommentId } from './comment.js';

/** Likes and direct replies of a comment. */
@Entity('comment_counter')
@Index('ix_comment_counter_popular', { synchronize: false })
@ForeignKey(() => CommentEntity, ['commentId'], ['id'], {
  name: 'fk_comment_counter_comment',
  onDelete: 'CASCADE',
})
export class CommentCounterEntity {
  @PrimaryColumn({
    name: 'comment_id',
    type: 'bigint',
    primaryKeyConstraintName: 'pk_comment_counter',
  })
  commentId!: CommentId;

  /** The list in which the comment is ranked: its post at the top level, else its parent. */
  @Column({ name: 'list_id', type: 'bigint' })
  listId!: Id;

  @Column({ name: 'like_count', type: 'integer', default: 0 })
  likeCount!: number;

  @Column({ name: 'reply_count', type: 'integer', default: 0 })
  replyCount!: number;
}
