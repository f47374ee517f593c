import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { PostEntity } from './post.entity.js';
import type { PostId } from './post.js';

/** What a post asks. */
@Entity('poll')
@Index('ix_poll_closing', ['closingAt'], { where: 'closing_at is not null' })
@ForeignKey(() => PostEntity, ['postId'], ['id'], { name: 'fk_poll_post', onDelete: 'CASCADE' })
export class PollEntity {
  @PrimaryColumn({ name: 'post_id', type: 'bigint', primaryKeyConstraintName: 'pk_poll' })
  postId!: PostId;

  @Column({ type: 'text', array: true })
  options!: string[];

  @Column({ type: 'boolean' })
  multiple!: boolean;

  @Column({ name: 'closes_at', type: 'timestamptz' })
  closesAt!: Date;

  /** The same while its end is still to be told: the post is published, and nobody has told it yet. */
  @Column({ name: 'closing_at', type: 'timestamptz', nullable: true })
  closingAt!: Date | null;

  /** Place of its end in the order of acts, once that has been told. */
  @Column({ name: 'closed_position', type: 'bigint', nullable: true })
  closedPosition!: string | null;
}
