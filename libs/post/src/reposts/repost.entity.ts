import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Id, UserId } from '#libs/kernel';
import type { PostId } from '../post/post.js';

/** A person passed a post on to their followers. */
@Entity('post_repost')
@Index('ix_post_repost_user', { synchronize: false })
@Index('ix_post_repost_post', { synchronize: false })
@Index('ix_post_repost_recent', { synchronize: false })
export class RepostEntity {
  @PrimaryColumn({ name: 'post_id', type: 'bigint', primaryKeyConstraintName: 'pk_post_repost' })
  postId!: PostId;

  @PrimaryColumn({ name: 'user_id', type: 'bigint', primaryKeyConstraintName: 'pk_post_repost' })
  userId!: UserId;

  /** Place in the order of feeds: newer is greater. */
  @Column({ type: 'bigint', default: () => 'next_id()' })
  position!: Id;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
