import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { UserId } from '#libs/kernel';
import type { PostId } from '#libs/post';
import type { StoredEntities } from '#libs/rich-text';
import type { CommentId } from './comment.js';

/** A comment under a post, or a reply to another comment. */
@Entity('comment')
@Index('ix_comment_top_level', { synchronize: false })
@Index('ix_comment_replies', { synchronize: false })
@Index('ix_comment_post', { synchronize: false })
@Index('ix_comment_post_removed', { synchronize: false })
@Index('ix_comment_author', ['authorId', 'id'])
@Index('ix_comment_inactive', { synchronize: false })
@Check(
  'ck_comment_place',
  `depth between 0 and 8 and (parent_id is null) = (depth = 0) and (root_id is null) = (depth = 0)`,
)
@Check('ck_comment_author', `author_id is not null or deleted_at is not null`)
@ForeignKey('comment', ['parentId'], ['id'], { name: 'fk_comment_parent' })
export class CommentEntity {
  @PrimaryColumn({
    type: 'bigint',
    default: () => 'next_id()',
    primaryKeyConstraintName: 'pk_comment',
  })
  id!: CommentId;

  @Column({ name: 'post_id', type: 'bigint' })
  postId!: PostId;

  /** The comment that this one answers; `null` at the top level. */
  @Column({ name: 'parent_id', type: 'bigint', nullable: true })
  parentId!: CommentId | null;

  /** The top-level comment of the thread; `null` at the top level. */
  @Column({ name: 'root_id', type: 'bigint', nullable: true })
  rootId!: CommentId | null;

  @Column({ type: 'smallint', default: 0 })
  depth!: number;

  /** `null` only for a deleted comment whose author has been erased. */
  @Column({ name: 'author_id', type: 'bigint', nullable: true })
  authorId!: UserId | null;

  @Column({ type: 'text' })
  body!: string;

  /** What the text refers to; `null` when that is nothing, or nobody has looked yet. */
  @Column({ type: 'jsonb', nullable: true })
  entities!: StoredEntities | null;

  /** False while an administrator has deactivated it. */
  @Column({ name: 'is_active', type: 'boolean', default: true })
  isActive!: boolean;

  /** When its author or the author of the post deleted it. */
  @Column({ name: 'deleted_at', type: 'timestamptz', nullable: true })
  deletedAt!: Date | null;

  @Column({ type: 'integer', default: 1 })
  version!: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
