import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { UserId } from '#libs/kernel';
import type { RoomId } from './room.js';

/** A room as one of its people has it. Who has neither opened a room nor got a message in it has no row. */
@Entity('room_member')
@Index('ix_room_member_room', ['roomId'])
@Index('ix_room_member_listed', { synchronize: false })
@Index('ix_room_member_requests', { synchronize: false })
@Index('ix_room_member_closed', { synchronize: false })
@Index('ix_room_member_waiting', { synchronize: false })
@Index('ix_room_member_unread', { synchronize: false })
@ForeignKey('room', ['roomId'], ['id'], { name: 'fk_room_member_room', onDelete: 'CASCADE' })
export class RoomMemberEntity {
  @PrimaryColumn({ name: 'user_id', type: 'bigint', primaryKeyConstraintName: 'pk_room_member' })
  userId!: UserId;

  @PrimaryColumn({ name: 'room_id', type: 'bigint', primaryKeyConstraintName: 'pk_room_member' })
  roomId!: RoomId;

  /** Number up to which the person has read. */
  @Column({ name: 'read_number', type: 'integer', default: 0 })
  readNumber!: number;

  /** Number of the newest message of the partner. */
  @Column({ name: 'heard_number', type: 'integer', default: 0 })
  heardNumber!: number;

  /** Messages up to this number are gone for the person. */
  @Column({ name: 'removed_up_to', type: 'integer', default: 0 })
  removedUpTo!: number;

  /** Whether the person is asked: the partner wrote first, and may not go on. */
  @Column({ name: 'is_request', type: 'boolean', default: false })
  isRequest!: boolean;

  /** Whether the person asks: they wrote first, and may not go on. */
  @Column({ name: 'is_waiting', type: 'boolean', default: false })
  isWaiting!: boolean;

  /** Whether the room may be closed: each closed one is marked. */
  @Column({ name: 'is_closed', type: 'boolean', default: false })
  isClosed!: boolean;

  /** When the person declined. */
  @Column({ name: 'declined_at', type: 'timestamptz', nullable: true })
  declinedAt!: Date | null;

  @Column({ name: 'is_muted', type: 'boolean', default: false })
  isMuted!: boolean;

  /** Place in the person's list; null while the room is removed from it. */
  @Column({ name: 'last_position', type: 'bigint', nullable: true })
  lastPosition!: string | null;

  @Column({ type: 'integer', default: 1 })
  version!: number;
}
