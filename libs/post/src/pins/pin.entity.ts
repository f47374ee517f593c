import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { UserId } from '#libs/kernel';
import type { PostId } from '../post/post.js';

/** Which posts a person has pinned. One row, so that they are exchanged at once. */
@Entity('post_pin')
export class PinEntity {
  @PrimaryColumn({ name: 'user_id', type: 'bigint', primaryKeyConstraintName: 'pk_post_pin' })
  userId!: UserId;

  /** In the order to show them. Some of them may be gone. */
  @Column({ name: 'post_ids', type: 'bigint', array: true })
  postIds!: PostId[];
}
