import { Injectable } from '@nestjs/common';
import type { UserId } from '#libs/kernel';
import { UnitOfWork } from '#libs/database';
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
    const { count } = await this.work.execute(
      `
      insert into mail_token (token_hash, user_id, purpose, email, expires_at)
      select $1, id, $3, $4, now() + $5 * interval '1 millisecond'
      from user_account
      where id = $2
        and is_active
        and $4 in (email, case when $3 = 'verify-email' then pending_email end)
      for no key update
      `,
      [tokenHash, token.userId, token.purpose, token.email, MAIL_TOKEN_MS[token.purpose]],
    );
    return count === 1;
  }

  /** Whose token it is, without using it up. */
  async owner(tokenHash: Buffer, purpose: MailTokenPurpose): Promise<UserId | undefined> {
    const { rows } = await this.work.execute<{ userId: UserId }>(
      `
      select user_id as "userId"
      from mail_token
      where token_hash = $1 and purpose = $2 and expires_at > now()
      `,
      [tokenHash, purpose],
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
      `
      delete from mail_token
      where token_hash = $1 and purpose = $2 and expires_at > now()
      returning email
      `,
      [tokenHash, purpose],
    );
    return rows[0]?.email;
  }

  /** Makes the links of all mails of a person void. */
  async removeAll(userId: UserId): Promise<void> {
    await this.work.execute(`delete from mail_token where user_id = $1`, [userId]);
  }

  async removeExpired(): Promise<void> {
    await this.work.execute(`delete from mail_token where expires_at < now()`);
  }
}
