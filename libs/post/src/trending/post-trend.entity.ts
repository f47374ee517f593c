import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { PostId } from '../post/post.js';

/** How much a post is liked and answered in these days. Made anew by the worker. */
@Entity('post_trend')
@Index('ix_post_trend_score', ['score', 'postId'])
export class PostTrendEntity {
  @PrimaryColumn({ name: 'post_id', type: 'bigint', primaryKeyConstraintName: 'pk_post_trend' })
  postId!: PostId;

  @Column({ type: 'double precision' })
  score!: number;
}
