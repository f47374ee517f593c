import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { UserId } from '#libs/kernel';

/**
 * Somebody who is followed by the same people as a person. Made anew by the worker; places may be missing. Both were
 * public when it was made, and neither has left since.
 */
@Entity('person_neighbour')
@Index('ix_person_neighbour_neighbour', ['neighbourId'])
export class PersonNeighbourEntity {
  @PrimaryColumn({
    name: 'person_id',
    type: 'bigint',
    primaryKeyConstraintName: 'pk_person_neighbour',
  })
  personId!: UserId;

  /** 1 is the nearest. */
  @PrimaryColumn({ type: 'smallint', primaryKeyConstraintName: 'pk_person_neighbour' })
  place!: number;

  @Column({ name: 'neighbour_id', type: 'bigint' })
  neighbourId!: UserId;

  /** How much they are followed together: greater is nearer. */
  @Column({ type: 'integer' })
  score!: number;
}
