import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { UserId } from '#libs/kernel';
import type { MessagesFrom } from './chat-settings.js';

/** What a person has set for chat. Without a row everything is as it is at first. */
@Entity('chat_setting')
@Check('ck_chat_setting_from', `messages_from in ('everyone', 'following', 'nobody')`)
export class ChatSettingEntity {
  @PrimaryColumn({ name: 'user_id', type: 'bigint', primaryKeyConstraintName: 'pk_chat_setting' })
  userId!: UserId;

  /** Who may begin to write; null as long as the person has not chosen. */
  @Column({ name: 'messages_from', type: 'text', nullable: true })
  messagesFrom!: MessagesFrom | null;

  @Column({ name: 'read_receipts', type: 'boolean', default: true })
  readReceipts!: boolean;

  @Column({ type: 'boolean', default: false })
  presence!: boolean;

  @Column({ type: 'integer', default: 1 })
  version!: number;
}
