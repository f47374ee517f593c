import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { PollEntity } from './poll.entity.js';
import type { PostId } from './post.js';

/** How many voted in a poll, and for each option by its place. Narrow, so that counting leaves the poll still. */
@Entity('poll_counter')
@ForeignKey(() => PollEntity, ['postId'], ['postId'], {
  name: 'fk_poll_counter_poll',
  onDelete: 'CASCADE',
})
export class PollCounterEntity {
  @PrimaryColumn({ name: 'post_id', type: 'bigint', primaryKeyConstraintName: 'pk_poll_counter' })
  postId!: PostId;

  @Column({ name: 'voter_count', type: 'integer', default: 0 })
  voterCount!: number;

  @Column({ name: 'votes_0', type: 'integer', default: 0 })
  votes0!: number;

  @Column({ name: 'votes_1', type: 'integer', default: 0 })
  votes1!: number;

  @Column({ name: 'votes_2', type: 'integer', default: 0 })
  votes2!: number;

  @Column({ name: 'votes_3', type: 'integer', default: 0 })
  votes3!: number;

  @Column({ name: 'votes_4', type: 'integer', default: 0 })
  votes4!: number;

  @Column({ name: 'votes_5', type: 'integer', default: 0 })
  votes5!: number;
}
