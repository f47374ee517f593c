import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Id, UserId } from '#libs/kernel';

/** A person likes a post. */
@Entity('post_like')
@Index('ix_post_like_user', { synchronize: false })
@Index('ix_post_like_post', { synchronize: false })
@Index('ix_post_like_recent', { synchronize: false })
export class PostLikeEntity {
  @PrimaryColumn({ name: 'post_id', type: 'bigint', primaryKeyConstraintName: 'pk_post_like' })
  postId!: Id<'post'>;

  @PrimaryColumn({ name: 'user_id', type: 'bigint', primaryKeyConstraintName: 'pk_post_like' })
  userId!: UserId;

  /** Order in which people liked. */
  @Column({ type: 'bigint', default: () => 'next_id()' })
  position!: Id;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
