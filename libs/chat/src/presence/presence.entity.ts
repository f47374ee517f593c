import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { UserId } from '#libs/kernel';

/** That somebody who lets partners know has a stream in a process. The table is unlogged: a crash forgets it. */
@Entity('presence')
@Index('ix_presence_left_at', { synchronize: false })
export class PresenceEntity {
  @PrimaryColumn({ name: 'user_id', type: 'bigint', primaryKeyConstraintName: 'pk_presence' })
  userId!: UserId;

  @PrimaryColumn({ name: 'process_id', type: 'uuid', primaryKeyConstraintName: 'pk_presence' })
  processId!: string;

  /** Since when the person has no stream there any more. */
  @Column({ name: 'left_at', type: 'timestamptz', nullable: true })
  leftAt!: Date | null;
}
