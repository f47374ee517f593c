import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Id, UserId } from '#libs/kernel';

/** The erasure of a person. Holds ids and numbers only, and stays. */
@Entity('erasure')
@Unique('uq_erasure_user', ['userId'])
@Index('ix_erasure_unfinished', { synchronize: false })
export class ErasureEntity {
  @PrimaryColumn({
    type: 'bigint',
    default: () => 'next_id()',
    primaryKeyConstraintName: 'pk_erasure',
  })
  id!: Id<'erasure'>;

  @Column({ name: 'user_id', type: 'bigint' })
  userId!: UserId;

  /** The superuser who asked for it; `null` when the person deleted the account. */
  @Column({ name: 'requested_by', type: 'bigint', nullable: true })
  requestedBy!: UserId | null;

  @Column({ name: 'requested_at', type: 'timestamptz', default: () => 'now()' })
  requestedAt!: Date;

  /** Sections of personal data that are gone. */
  @Column({ name: 'finished_parts', type: 'text', array: true, default: () => "'{}'" })
  finishedParts!: string[];

  /** How many rows of each kind were removed. */
  @Column({ type: 'jsonb', default: () => "'{}'" })
  report!: Readonly<Record<string, number>>;

  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt!: Date | null;
}
