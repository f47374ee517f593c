import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A mute: keeps the muted person out of the muter's feeds and notifications. */
@Entity('mute')
@Index('ix_mute_muting', ['muterId', 'position'])
@Index('ix_mute_muted', ['mutedId', 'position'])
@Check('ck_mute_not_self', 'muter_id <> muted_id')
export class MuteEntity {
  @PrimaryColumn({ name: 'muter_id', type: 'bigint', primaryKeyConstraintName: 'pk_mute' })
  muterId!: string;

  @PrimaryColumn({ name: 'muted_id', type: 'bigint', primaryKeyConstraintName: 'pk_mute' })
  mutedId!: string;

  /** Time order of the lists. */
  @Column({ type: 'bigint', default: () => 'next_id()' })
  position!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
