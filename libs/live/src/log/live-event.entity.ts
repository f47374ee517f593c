import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Something that a person is told of. What it says is read when it is sent. */
@Entity('live_event')
@Index('ix_live_event_created_at', ['createdAt'])
export class LiveEventEntity {
  @PrimaryColumn({ name: 'user_id', type: 'bigint', primaryKeyConstraintName: 'pk_live_event' })
  userId!: string;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'pk_live_event' })
  seq!: number;

  /** The name of its frames, such as `message`. */
  @Column({ type: 'text' })
  type!: string;

  /** What it is about: an id of the lib that has registered the type. */
  @Column({ name: 'subject_id', type: 'bigint' })
  subjectId!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
