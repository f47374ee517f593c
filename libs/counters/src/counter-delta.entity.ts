import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A change of a counter whose row was locked by somebody else, until the roll-up adds it. */
@Entity('counter_delta')
@Index('ix_counter_delta_key', ['key', 'counter'])
export class CounterDeltaEntity {
  @PrimaryColumn({
    type: 'bigint',
    generated: 'identity',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'pk_counter_delta',
  })
  id!: string;

  /** Table and column: `post_counter.like_count`. */
  @Column({ type: 'text' })
  counter!: string;

  @Column({ type: 'bigint' })
  key!: string;

  @Column({ type: 'integer' })
  amount!: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
