import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far the log of a person goes. Its lock gives the events of the person their order. */
@Entity('live_position')
export class LivePositionEntity {
  @PrimaryColumn({
    name: 'user_id',
    type: 'bigint',
    primaryKeyConstraintName: 'pk_live_position',
  })
  userId!: string;

  /** A random number of this log: after a restore it is another one, and what was read before says nothing. */
  @Column({ type: 'integer' })
  epoch!: number;

  /** The number of the newest event: 1, 2, 3 … without gaps. */
  @Column({ type: 'integer' })
  seq!: number;
}
