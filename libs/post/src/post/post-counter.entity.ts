import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { PostEntity } from './post.entity.js';
import type { PostId } from './post.js';

/** How often a post was liked, answered, marked, passed on and seen. Narrow, so that counting leaves the post still. */
@Entity('post_counter')
@Index('ix_post_counter_likes', ['likeCount', 'postId'])
@Index('ix_post_counter_views', ['viewCount', 'postId'])
@ForeignKey(() => PostEntity, ['postId'], ['id'], {
  name: 'fk_post_counter_post',
  onDelete: 'CASCADE',
})
export class PostCounterEntity {
  @PrimaryColumn({ name: 'post_id', type: 'bigint', primaryKeyConstraintName: 'pk_post_counter' })
  postId!: PostId;

  @Column({ name: 'like_count', type: 'integer', default: 0 })
  likeCount!: number;

  @Column({ name: 'comment_count', type: 'integer', default: 0 })
  commentCount!: number;

  @Column({ name: 'bookmark_count', type: 'integer', default: 0 })
  bookmarkCount!: number;

  @Column({ name: 'repost_count', type: 'integer', default: 0 })
  repostCount!: number;

  @Column({ name: 'quote_count', type: 'integer', default: 0 })
  quoteCount!: number;

  @Column({ name: 'view_count', type: 'integer', default: 0 })
  viewCount!: number;
}
