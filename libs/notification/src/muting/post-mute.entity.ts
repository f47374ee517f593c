import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { UserId } from '#libs/kernel';
import type { PostId } from '#libs/post';

/** That a person is told of nothing about a post. */
@Entity('post_mute')
@Index('ix_post_mute_post', ['postId'])
export class PostMuteEntity {
  @PrimaryColumn({ name: 'user_id', type: 'bigint', primaryKeyConstraintName: 'pk_post_mute' })
  userId!: UserId;

  @PrimaryColumn({ name: 'post_id', type: 'bigint', primaryKeyConstraintName: 'pk_post_mute' })
  postId!: PostId;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
