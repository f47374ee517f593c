import { Injectable } from '@nestjs/common';
import type { SessionId, UserId } from '#libs/kernel';
import { UnitOfWork } from '#libs/platform';
import { SessionRepository } from './session.repository.js';

/** Writes of passwords. */
@Injectable()
export class PasswordRepository {
  constructor(
    private readonly work: UnitOfWork,
    private readonly sessions: SessionRepository,
  ) {}

  /**
   * Replaces the hash of a password that was just checked, by itself or by a new one.
   *
   * @returns `false` when the password was changed or the account stopped since it was read
   */
  async confirm(userId: UserId, checked: string, renewed: string): Promise<boolean> {
    const { count } = await this.work.execute(
      `
      update user_account
      set password_hash = $3
      where id = $1 and password_hash = $2 and is_active
      `,
      [userId, checked, renewed],
    );
    return count === 1;
  }

  /**
   * Uses the token of a mail up for a new password. Who could read the mail owns the address it went to.
   *
   * @returns `false` when the token is used, expired or none, went to an address that was given up, or the
   * account is not active
   */
  async reset(tokenHash: Buffer, passwordHash: string): Promise<boolean> {
    const { count } = await this.work.execute(
      `
      with taken as (
        delete from mail_token
        where token_hash = $1 and purpose = 'reset-password' and expires_at > now()
        returning user_id, email
      )
      update user_account u
      set
        password_hash = $2,
        email_verified_at = coalesce(u.email_verified_at, now()),
        version = version + 1,
        updated_at = now()
      from taken
      where u.id = taken.user_id and u.email = taken.email and u.is_active
      `,
      [tokenHash, passwordHash],
    );
    return count === 1;
  }

  /** Ends what the old password opened: sessions, but one if it is given, places, and links for a new one. */
  async endAccess(userId: UserId, but: SessionId | null): Promise<void> {
    await this.sessions.endAll(userId, but);
    await this.work.execute(
      `delete from mail_token where user_id = $1 and purpose = 'reset-password'`,
      [userId],
    );
    if (but === null) {
      await this.work.execute(`delete from known_place where user_id = $1`, [userId]);
    }
  }
}
