import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { PostId } from '../post/post.js';

/** Who saw a post in the last 24 hours, so that they are counted once. */
@Entity('post_view')
@Index('ix_post_view_seen', ['seenAt'])
export class PostViewEntity {
  @PrimaryColumn({ name: 'post_id', type: 'bigint', primaryKeyConstraintName: 'pk_post_view' })
  postId!: PostId;

  /** A person's id, or the salted hash of an address. */
  @PrimaryColumn({ name: 'viewer_key', type: 'text', primaryKeyConstraintName: 'pk_post_view' })
  viewerKey!: string;

  @Column({ name: 'seen_at', type: 'timestamptz' })
  seenAt!: Date;
}
