import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Id, UserId } from '#libs/kernel';

/** A person marked a post for later. */
@Entity('bookmark')
@Index('ix_bookmark_user', { synchronize: false })
export class BookmarkEntity {
  @PrimaryColumn({ name: 'post_id', type: 'bigint', primaryKeyConstraintName: 'pk_bookmark' })
  postId!: Id<'post'>;

  @PrimaryColumn({ name: 'user_id', type: 'bigint', primaryKeyConstraintName: 'pk_bookmark' })
  userId!: UserId;

  /** Order in which things were bookmarked. */
  @Column({ type: 'bigint', default: () => 'next_id()' })
  position!: Id;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
