import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { UserId } from '#libs/kernel';
import type { PostId } from '#libs/post';
import type { DismissalId, DismissalKind } from './dismissal.js';

/** What a person is not interested in. */
@Entity('dismissal')
@Unique('uq_dismissal_key', ['personId', 'kind', 'key'])
@Index('ix_dismissal_listed', ['personId', 'position'])
@Index('ix_dismissal_user', ['userId'], { where: 'user_id is not null' })
@Index('ix_dismissal_until', ['until'])
export class DismissalEntity {
  @PrimaryColumn({
    type: 'bigint',
    default: () => 'next_id()',
    primaryKeyConstraintName: 'pk_dismissal',
  })
  id!: DismissalId;

  @Column({ name: 'person_id', type: 'bigint' })
  personId!: UserId;

  @Column({ type: 'text' })
  kind!: DismissalKind;

  /** What makes it the same as another one of its kind: the id of the person or author, or the folded tag. */
  @Column({ type: 'text' })
  key!: string;

  /** The person, or the author of the posts. */
  @Column({ name: 'user_id', type: 'bigint', nullable: true })
  userId!: UserId | null;

  /** The post by which the author was named. */
  @Column({ name: 'post_id', type: 'bigint', nullable: true })
  postId!: PostId | null;

  /** The tag, as it was written last. */
  @Column({ type: 'text', nullable: true })
  tag!: string | null;

  /** Time order of the list. */
  @Column({ type: 'bigint', default: () => 'next_id()' })
  position!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  /** Until when it holds. */
  @Column({ type: 'timestamptz' })
  until!: Date;
}
