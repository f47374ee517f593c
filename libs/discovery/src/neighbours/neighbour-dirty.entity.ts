import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Id, UserId } from '#libs/kernel';

/** A change of who follows a person, until the worker adds it up. Whoever follows waits for nobody but this row. */
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

  /** How many changes it counts for. */
  @Column({ type: 'smallint' })
  weight!: number;
}
