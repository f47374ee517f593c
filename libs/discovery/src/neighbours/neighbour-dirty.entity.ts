import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Id, UserId } from '#libs/kernel';

/** A change of who follows a person, or whom a person follows, until the worker adds it up: who follows waits for no more. */
@Entity('neighbour_dirty')
@Index('ix_neighbour_dirty_person', ['personId'])
export class NeighbourDirtyEntity {
  @PrimaryColumn({
    type: 'bigint',
    default: () => 'next_id()',
    primaryKeyConstraintName: 'pk_neighbour_dirty',
  })
  id!: Id;

  @Column({ name: 'person_id', type: 'bigint' })
  personId!: UserId;

  /** For how many followers it counts; none when the person follows others than before. */
  @Column({ type: 'smallint' })
  weight!: number;
}
