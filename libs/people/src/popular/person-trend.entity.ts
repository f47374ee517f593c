import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** How many followers a person has gained lately, those of today counting most. Made anew by the worker. */
@Entity('person_trend')
@Index('ix_person_trend_score', ['score', 'personId'])
export class PersonTrendEntity {
  @PrimaryColumn({
    name: 'person_id',
    type: 'bigint',
    primaryKeyConstraintName: 'pk_person_trend',
  })
  personId!: string;

  @Column({ type: 'double precision' })
  score!: number;
}
