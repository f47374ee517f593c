import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { UserId } from '#libs/kernel';
import type { MediaId } from '#libs/media';
import type { RoomId } from '../room/room.js';
import type { MessageId } from './message.js';

/** A message, or the tombstone of one that its sender deleted. */
@Entity('message')
@Index('uq_message_number', ['roomId', 'number'], { unique: true })
@Index('uq_message_client', ['roomId', 'senderId', 'clientId'], { unique: true })
@Index('ix_message_sender', ['senderId', 'id'])
@ForeignKey('room', ['roomId'], ['id'], { name: 'fk_message_room', onDelete: 'CASCADE' })
export class MessageEntity {
  @PrimaryColumn({
    type: 'bigint',
    default: () => 'next_id()',
    primaryKeyConstraintName: 'pk_message',
  })
  id!: MessageId;

  @Column({ name: 'room_id', type: 'bigint' })
  roomId!: RoomId;

  /** Its place in the room: 1, 2, 3 … without gaps. */
  @Column({ type: 'integer' })
  number!: number;

  @Column({ name: 'sender_id', type: 'bigint' })
  senderId!: UserId;

  /** The name that the sender's client gave it; null when the sender is erased. */
  @Column({ name: 'client_id', type: 'text', nullable: true })
  clientId!: string | null;

  /** Digest of what it says; null for a tombstone. */
  @Column({ name: 'content_hash', type: 'bytea', nullable: true })
  contentHash!: Buffer | null;

  /** Null without a text, and for a tombstone. */
  @Column({ type: 'text', nullable: true })
  body!: string | null;

  /** Its pictures, in their order. */
  @Column({ name: 'media_ids', type: 'bigint', array: true, default: () => `'{}'` })
  mediaIds!: MediaId[];

  /** When its sender deleted it. */
  @Column({ name: 'deleted_at', type: 'timestamptz', nullable: true })
  deletedAt!: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
