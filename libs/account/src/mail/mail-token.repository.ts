import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { MAIL_TOKEN_MS, type MailTokenPurpose } from './mail-token.js';

/** Writes of tokens that are sent by mail. */
@Injectable()
export class MailTokenRepository {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * Keeps a token for an address that the active account has, or that waits. The account stays locked until the
   * transaction ends: a change of credentials sees the token, or comes first.
   *
   * @returns `false`, and keeps nothing, when the account has given up the address, or ended
   */
  async add(
    tokenHash: Buffer,
    token: { readonly userId: UserId; readonly purpose: MailTokenPurpose; readonly email: string },
  ): Promise<boolean> {
    const purposeValue = sql.value(token.purpose);
    const emailValue = sql.value(token.email);
    const { count } = await this.work.execute(
      sql`
      insert into mail_token (token_hash, user_id, purpose, email, expires_at)
      select ${tokenHash}, id, ${purposeValue}, ${emailValue}, now() + ${MAIL_TOKEN_MS[token.purpose]} * interval '1 millisecond'
      from user_account
      where id = ${token.userId}
        and is_active
        and ${emailValue} in (email, case when ${purposeValue} = 'verify-email' then pending_email end)
      for no key update
      `,
    );
    return count === 1;
  }

  /** Whose token it is, without using it up. */
  async owner(tokenHash: Buffer, purpose: MailTokenPurpose): Promise<UserId | undefined> {
    const { rows } = await this.work.execute<{ userId: UserId }>(
      sql`
      select user_id as "userId"
      from mail_token
      where token_hash = ${tokenHash} and purpose = ${purpose} and expires_at > now()
      `,
    );
    return rows[0]?.userId;
  }

  /**
   * Uses a token up, whose owner's account is locked.
   *
   * @returns the address it went to; `undefined` when it is used, expired or none
   */
  async take(tokenHash: Buffer, purpose: MailTokenPurpose): Promise<string | undefined> {
    const { rows } = await this.work.execute<{ email: string }>(
      sql`
      delete from mail_token
      where token_hash = ${tokenHash} and purpose = ${purpose} and expires_at > now()
      returning email
      `,
    );
    return rows[0]?.email;
  }

  /** Makes the links of all mails of a person void. */
  async removeAll(userId: UserId): Promise<void> {
    await this.work.execute(sql`delete from mail_token where user_id = ${userId}`);
  }

  async removeExpired(): Promise<void> {
    await this.work.execute(sql`delete from mail_token where expires_at < now()`);
  }
}
