import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { ChatSettings } from './chat-settings.js';
import { givesPresence, givesReceipts, messagesFrom } from './chat-settings.sql.js';

/** Reads what people have set for chat. */
@Injectable()
export class ChatSettingsReader {
  constructor(private readonly reader: SqlReader) {}

  /** What holds for a person, and its version. */
  async of(userId: UserId): Promise<{ settings: ChatSettings; version: number }> {
    const user = sql`${userId}::bigint`;
    const row = await this.reader.one<ChatSettings & { version: number }>(sql`
      select
        ${messagesFrom(user)} as "messagesFrom",
        ${givesReceipts(user)} as "readReceipts",
        ${givesPresence(user)} as presence,
        coalesce((select version from chat_setting where user_id = ${user}), 1) as version
    `);
    if (row === undefined) {
      throw new Error('A selection without a table gave no row.');
    }
    const { version, ...settings } = row;
    return { settings, version };
  }

  /** Who may begin to write to a person. */
  async messagesFrom(userId: UserId): Promise<ChatSettings['messagesFrom']> {
    return (await this.of(userId)).settings.messagesFrom;
  }
}
