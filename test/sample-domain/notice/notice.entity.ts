import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { UserId } from '#libs/kernel';
import type { MediaId } from '#libs/media';
import type { PostId } from '#libs/post';
import type { NoticeId } from './notice.js';

/** That somebody noticed a post. Its erasure removes what goes with people: ids of other libs have no foreign keys. */
@Entity('notice')
@Index('uq_notice_author', ['postId', 'authorId'], { unique: true })
@Index('ix_notice_post', ['postId', 'id'])
@Index('ix_notice_author', ['authorId', 'id'])
@Index('ix_notice_media', ['mediaId'], { where: 'media_id is not null' })
@Index('ix_notice_withheld', ['withheldAt'], { where: 'withheld_at is not null' })
export class NoticeEntity {
  @PrimaryColumn({
    type: 'bigint',
    default: () => 'next_id()',
    primaryKeyConstraintName: 'pk_notice',
  })
  id!: NoticeId;

  @Column({ name: 'post_id', type: 'bigint' })
  postId!: PostId;

  @Column({ name: 'author_id', type: 'bigint' })
  authorId!: UserId;

  @Column({ type: 'text' })
  words!: string;

  @Column({ name: 'media_id', type: 'bigint', nullable: true })
  mediaId!: MediaId | null;

  /** When an administrator withheld it. */
  @Column({ name: 'withheld_at', type: 'timestamptz', nullable: true })
  withheldAt!: Date | null;

  /** When the author of the post was told of it. */
  @Column({ name: 'told_at', type: 'timestamptz', nullable: true })
  toldAt!: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
