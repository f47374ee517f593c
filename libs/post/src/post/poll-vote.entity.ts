import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Id, UserId } from '#libs/kernel';
import { PollEntity } from './poll.entity.js';
import type { PostId } from './post.js';

/** What a person chose in a poll: shown to nobody else. */
@Entity('poll_vote')
@Index('ix_poll_vote_user', ['userId', 'postId'])
@ForeignKey(() => PollEntity, ['postId'], ['postId'], {
  name: 'fk_poll_vote_poll',
  onDelete: 'CASCADE',
})
export class PollVoteEntity {
  @PrimaryColumn({ name: 'post_id', type: 'bigint', primaryKeyConstraintName: 'pk_poll_vote' })
  postId!: PostId;

  @PrimaryColumn({ name: 'user_id', type: 'bigint', primaryKeyConstraintName: 'pk_poll_vote' })
  userId!: UserId;

  /** Places of the options, from 0, ascending. */
  @Column({ type: 'smallint', array: true })
  choices!: number[];

  /** Order in which people voted. */
  @Column({ type: 'bigint', default: () => 'next_id()' })
  position!: Id;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
