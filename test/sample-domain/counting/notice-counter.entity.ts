import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PostId } from '#libs/post';

/** How many active people have noticed a post. */
@Entity('notice_counter')
export class NoticeCounterEntity {
  @PrimaryColumn({ name: 'post_id', type: 'bigint', primaryKeyConstraintName: 'pk_notice_counter' })
  postId!: PostId;

  @Column({ name: 'notice_count', type: 'integer', default: 0 })
  noticeCount!: number;
}
