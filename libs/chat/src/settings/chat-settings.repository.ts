import { Injectable } from '@nestjs/common';
import { atVersion, sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { ChatSettings } from './chat-settings.js';

/** Writes what people have set for chat. */
@Injectable()
export class ChatSettingsRepository {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * Changes what is given; the rest stays.
   *
   * @param expected the version they must have, or any
   * @returns whether they had that version
   */
  async change(
    userId: UserId,
    {
      messagesFrom,
      readReceipts,
      presence,
    }: { [Name in keyof ChatSettings]?: ChatSettings[Name] | undefined },
    expected: number | undefined,
  ): Promise<boolean> {
    const from = sql.value(messagesFrom ?? null);
    const receipts = sql.value(readReceipts ?? null);
    const shown = sql.value(presence ?? null);
    await this.work.execute(sql`
      insert into chat_setting (user_id) values (${userId}) on conflict do nothing
    `);
    const { count } = await this.work.execute(sql`
      update chat_setting
      set messages_from = coalesce(${from}, messages_from),
          read_receipts = coalesce(${receipts}, read_receipts),
          presence = coalesce(${shown}, presence),
          version = version + 1
      where user_id = ${userId} and ${atVersion('version', expected)}
    `);
    return count > 0;
  }
}
