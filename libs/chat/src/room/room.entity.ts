import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { UserId } from '#libs/kernel';
import type { RoomId } from './room.js';

/** What two people have written to each other: one room for each pair. Ids of other libs have no foreign keys. */
@Entity('room')
@Index('uq_room_pair', ['lowId', 'highId'], { unique: true })
@Index('ix_room_high', ['highId'])
@Index('ix_room_forgotten', { synchronize: false })
@Check('ck_room_pair', 'low_id < high_id')
export class RoomEntity {
  @PrimaryColumn({
    type: 'bigint',
    default: () => 'next_id()',
    primaryKeyConstraintName: 'pk_room',
  })
  id!: RoomId;

  @Column({ name: 'low_id', type: 'bigint' })
  lowId!: UserId;

  @Column({ name: 'high_id', type: 'bigint' })
  highId!: UserId;

  /** Number of the newest message; numbers count 1, 2, 3 … without gaps. */
  @Column({ name: 'last_number', type: 'integer', default: 0 })
  lastNumber!: number;

  /** Who wrote first. */
  @Column({ name: 'asked_by', type: 'bigint', nullable: true })
  askedBy!: UserId | null;

  /** Since when both may write. */
  @Column({ name: 'accepted_at', type: 'timestamptz', nullable: true })
  acceptedAt!: Date | null;

  /** Both have removed the messages up to this number, and they are still stored; 0 when there are none. */
  @Column({ name: 'forget_up_to', type: 'integer', default: 0 })
  forgetUpTo!: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  /** When the last message came, or the room was opened or accepted. */
  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
