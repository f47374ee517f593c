import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CommentEntity } from './comment.entity.js';
import type { CommentId } from './comment.js';

/** What a comment is found by: its text, folded. */
@Entity('comment_text')
@Index('uq_comment_text_place', ['place'], { unique: true })
@Index('ix_comment_text_keys', { synchronize: false })
@ForeignKey(() => CommentEntity, ['commentId'], ['id'], {
  name: 'fk_comment_text_comment',
  onDelete: 'CASCADE',
})
export class CommentTextEntity {
  @PrimaryColumn({
    name: 'comment_id',
    type: 'bigint',
    primaryKeyConstraintName: 'pk_comment_text',
  })
  commentId!: CommentId;

  /** Order of what is found: what was written last is greatest. */
  @Column({ type: 'bigint', generated: 'identity', generatedIdentity: 'BY DEFAULT' })
  place!: string;

  /** Comments have none. */
  @Column({ type: 'text', default: '' })
  title!: string;

  @Column({ type: 'text' })
  body!: string;
}
