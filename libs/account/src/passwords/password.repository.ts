import { Injectable } from '@nestjs/common';
import { sql, SqlReader, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { KnownNameRegistry } from '../account/known-name.registry.js';

/** Writes of the passwords of accounts, and what decides on them. */
@Injectable()
export class PasswordRepository {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: SqlReader,
    private readonly names: KnownNameRegistry,
  ) {}

  /**
   * Replaces the hash of a password that was just checked, by itself or by a new one.
   *
   * @returns `false` when the password was changed or the account stopped since it was read
   */
  async confirm(userId: UserId, checked: string, renewed: string): Promise<boolean> {
    const { count } = await this.work.execute(
      sql`
      update user_account
      set password_hash = ${renewed}
      where id = ${userId} and password_hash = ${checked} and is_active
      `,
    );
    return count === 1;
  }

  /** Gives an account that is locked a new password. */
  async replace(userId: UserId, passwordHash: string): Promise<void> {
    await this.work.execute(
      sql`update user_account set password_hash = ${passwordHash} where id = ${userId}`,
    );
  }

  /** Whom a reset token is for, without using it up; `undefined` when the address was given up since. */
  async resetOwner(
    tokenHash: Buffer,
  ): Promise<{ userId: UserId; email: string; nickname: string | undefined } | undefined> {
    const owner = await this.reader.one<{ userId: UserId; email: string }>(
      sql`
      select t.user_id as "userId", u.email
      from mail_token t
      join user_account u on u.id = t.user_id and u.email = t.email
      where t.token_hash = ${tokenHash} and t.purpose = 'reset-password' and t.expires_at > now()
      `,
    );
    return owner && { ...owner, nickname: await this.names.of(owner.userId) };
  }

  /**
   * Uses the token of a mail up for a new password. Who could read the mail owns the address it went to. The account
   * stays locked until the transaction ends.
   *
   * @returns `false` when the token is used, expired or none, went to an address that was given up, or the
   * account is not active
   */
  async reset(userId: UserId, tokenHash: Buffer, passwordHash: string): Promise<boolean> {
    // The account first, like everybody who uses or removes tokens. The next statement sees what its last holder did.
    await this.work.execute(sql`select from user_account where id = ${userId} for no key update`);
    const { count } = await this.work.execute(
      sql`
      with taken as (
        delete from mail_token
        where token_hash = ${tokenHash} and purpose = 'reset-password' and expires_at > now()
        returning user_id, email
      )
      update user_account u
      set
        password_hash = ${passwordHash},
        email_verified_at = coalesce(u.email_verified_at, now()),
        version = version + 1,
        updated_at = now()
      from taken
      where u.id = taken.user_id and u.email = taken.email and u.is_active
      `,
    );
    return count === 1;
  }
}
