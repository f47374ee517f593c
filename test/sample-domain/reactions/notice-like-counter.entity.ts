import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { NoticeEntity } from '../notice/notice.entity.js';
import type { NoticeId } from '../notice/notice.js';

/** How many active people like a notice. */
@Entity('notice_like_counter')
@ForeignKey(() => NoticeEntity, ['noticeId'], ['id'], {
  name: 'fk_notice_like_counter_notice',
  onDelete: 'CASCADE',
})
export class NoticeLikeCounterEntity {
  @PrimaryColumn({
    name: 'notice_id',
    type: 'bigint',
    primaryKeyConstraintName: 'pk_notice_like_counter',
  })
  noticeId!: NoticeId;

  @Column({ name: 'like_count', type: 'integer', default: 0 })
  likeCount!: number;
}
