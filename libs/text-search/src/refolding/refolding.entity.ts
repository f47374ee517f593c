import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far the stored keys of one subject were brought to the present way of folding. */
@Entity('refolding')
export class RefoldingEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_refolding' })
  subject!: string;

  /** The way of folding that the walks below were made for. */
  @Column({ type: 'integer' })
  fold!: number;

  /** Walks over all rows that were finished. */
  @Column({ type: 'integer' })
  walks!: number;

  /** The last row that the present walk has looked at. */
  @Column({ name: 'last_key', type: 'bigint' })
  lastKey!: string;

  @Column({ name: 'walked_at', type: 'timestamptz', default: () => 'now()' })
  walkedAt!: Date;
}
