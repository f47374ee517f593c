import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Id, UserId } from '#libs/kernel';

/** That a post or a comment mentions a person. */
@Entity('mention')
@Index('ix_mention_user', { synchronize: false })
@Index('ix_mention_author', ['authorId'])
@Check('ck_mention_thing', 'thing_id = coalesce(comment_id, post_id)')
export class MentionEntity {
  /** The post or comment. */
  @PrimaryColumn({ name: 'thing_id', type: 'bigint', primaryKeyConstraintName: 'pk_mention' })
  thingId!: Id<'post'> | Id<'comment'>;

  @PrimaryColumn({ name: 'user_id', type: 'bigint', primaryKeyConstraintName: 'pk_mention' })
  userId!: UserId;

  @Column({ name: 'author_id', type: 'bigint' })
  authorId!: UserId;

  /** `null` for a comment. */
  @Column({ name: 'post_id', type: 'bigint', nullable: true })
  postId!: Id<'post'> | null;

  /** `null` for a post. */
  @Column({ name: 'comment_id', type: 'bigint', nullable: true })
  commentId!: Id<'comment'> | null;

  /** When the person was first mentioned there, as a place in lists; 0 while nobody else sees the text. */
  @Column({ type: 'bigint' })
  position!: string;
}
