import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { UserId } from '#libs/kernel';
import type { MessageId } from './message.js';

/** That a person deleted a message of the partner: it is a tombstone for that person only. */
@Entity('message_hidden')
@Index('ix_message_hidden_message', ['messageId'])
@ForeignKey('message', ['messageId'], ['id'], {
  name: 'fk_message_hidden_message',
  onDelete: 'CASCADE',
})
export class MessageHiddenEntity {
  @PrimaryColumn({ name: 'user_id', type: 'bigint', primaryKeyConstraintName: 'pk_message_hidden' })
  userId!: UserId;

  @PrimaryColumn({
    name: 'message_id',
    type: 'bigint',
    primaryKeyConstraintName: 'pk_message_hidden',
  })
  messageId!: MessageId;
}
