import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A process that holds streams. */
@Entity('presence_process')
export class PresenceProcessEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_presence_process' })
  id!: string;

  /** When it last said who has a stream there. */
  @Column({ name: 'seen_at', type: 'timestamptz' })
  seenAt!: Date;
}
