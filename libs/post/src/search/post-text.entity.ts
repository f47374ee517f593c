import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { PostEntity } from '../post/post.entity.js';
import type { PostId } from '../post/post.js';

/** What a post is found by: its texts, folded. */
@Entity('post_text')
@Index('uq_post_text_place', ['place'], { unique: true })
@Index('ix_post_text_keys', { synchronize: false })
@ForeignKey(() => PostEntity, ['postId'], ['id'], {
  name: 'fk_post_text_post',
  onDelete: 'CASCADE',
})
export class PostTextEntity {
  @PrimaryColumn({ name: 'post_id', type: 'bigint', primaryKeyConstraintName: 'pk_post_text' })
  postId!: PostId;

  /** Order of what is found: what was written or first published last is greatest. */
  @Column({ type: 'bigint', generated: 'identity', generatedIdentity: 'BY DEFAULT' })
  place!: string;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text' })
  body!: string;
}
