import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Id } from '#libs/kernel';
import { PostEntity } from '../post/post.entity.js';
import type { PostId } from '../post/post.js';

/** What a published post said before an edit. */
@Entity('post_revision')
@Index('ix_post_revision_post', ['postId', 'id'])
@ForeignKey(() => PostEntity, ['postId'], ['id'], {
  name: 'fk_post_revision_post',
  onDelete: 'CASCADE',
})
export class PostRevisionEntity {
  @PrimaryColumn({
    type: 'bigint',
    default: () => 'next_id()',
    primaryKeyConstraintName: 'pk_post_revision',
  })
  id!: Id<'post-revision'>;

  @Column({ name: 'post_id', type: 'bigint' })
  postId!: PostId;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text' })
  body!: string;

  @Column({ type: 'text', array: true })
  tags!: string[];

  /** When these words were replaced. */
  @Column({ name: 'edited_at', type: 'timestamptz', default: () => 'now()' })
  editedAt!: Date;
}
