import { Injectable } from '@nestjs/common';
import { defineRateLimit, RateLimits, type Refusals } from '#libs/http';
import { DomainError, type UserId, type Viewer } from '#libs/kernel';
import { InvalidCredentials } from '../account/account.errors.js';
import { AccountReader } from '../account/account.reader.js';
import type { LockedAccount } from '../account/account.repository.js';
import { AccountHoldService } from '../sessions/account-hold.service.js';
import { PasswordHasherService } from './password-hasher.service.js';

const WRONG = 'The password is wrong.';

const GUESSES = defineRateLimit({ name: 'password-check', points: 10, seconds: 15 * 60 });

/** The account behind a password that was right. */
export interface CheckedAccount {
  readonly passwordHash: string;
  readonly email: string;
  readonly nickname: string | undefined;
}

/** Asks people who are signed in for their password before something that can't be undone. */
@Injectable()
export class PasswordCheckService {
  constructor(
    private readonly limits: RateLimits,
    private readonly reader: AccountReader,
    private readonly hasher: PasswordHasherService,
    private readonly accounts: AccountHoldService,
  ) {}

  /** @throws DomainError `invalid-credentials`, `rate-limited` */
  async require(userId: UserId, password: string): Promise<CheckedAccount> {
    const account = await this.ask(userId, password);
    if (account === undefined) {
      throw new DomainError(InvalidCredentials, { detail: WRONG });
    }
    return account;
  }

  /**
   * The same for a form that has the password in `currentPassword`: a wrong one is refused with the rest of it.
   *
   * @param password `undefined` when it is missing, or refused already
   * @returns nothing when it is refused
   * @throws DomainError `rate-limited`
   */
  async judge(
    userId: UserId,
    password: string | undefined,
    refusals: Refusals,
  ): Promise<CheckedAccount | undefined> {
    if (password === undefined) {
      refusals.missing('/currentPassword', 'It is required.');
      return undefined;
    }
    const account = await this.ask(userId, password);
    if (account === undefined) {
      refusals.refuse('/currentPassword', InvalidCredentials, WRONG);
    }
    return account;
  }

  /**
   * Holds the account for what the password was asked for. It may have been changed, or the session ended, since.
   *
   * @throws DomainError `invalid-credentials`, `token-revoked`
   */
  async confirm(viewer: Viewer, { passwordHash }: CheckedAccount): Promise<LockedAccount> {
    const account = await this.accounts.hold(viewer);
    if (account.passwordHash !== passwordHash) {
      throw new DomainError(InvalidCredentials, { detail: 'The password was just changed.' });
    }
    return account;
  }

  private async ask(userId: UserId, password: string): Promise<CheckedAccount | undefined> {
    await this.limits.consume(GUESSES, userId);
    const account = await this.reader.credentials(userId);
    return (await this.hasher.verify(account?.passwordHash, password)) ? account : undefined;
  }
}
