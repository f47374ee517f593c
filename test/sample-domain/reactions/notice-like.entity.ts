import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Id, UserId } from '#libs/kernel';
import type { NoticeId } from '../notice/notice.js';

/** A person likes a notice. */
@Entity('notice_like')
@Index('ix_notice_like_user', { synchronize: false })
@Index('ix_notice_like_notice', { synchronize: false })
export class NoticeLikeEntity {
  @PrimaryColumn({ name: 'notice_id', type: 'bigint', primaryKeyConstraintName: 'pk_notice_like' })
  noticeId!: NoticeId;

  @PrimaryColumn({ name: 'user_id', type: 'bigint', primaryKeyConstraintName: 'pk_notice_like' })
  userId!: UserId;

  /** Order in which people liked. */
  @Column({ type: 'bigint', default: () => 'next_id()' })
  position!: Id;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
