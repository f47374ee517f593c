import { Injectable } from '@nestjs/common';
import { DomainError, type UserId, type Viewer } from '#libs/kernel';
import { defineRateLimit, RateLimits } from '#libs/http';
import { InvalidCredentials } from '../domain/user.errors.js';
import { AccountReader } from '../infrastructure/account.reader.js';
import type { LockedAccount } from '../infrastructure/account.repository.js';
import { PasswordHasher } from '../infrastructure/password-hasher.js';
import { AccountHold } from './account-hold.service.js';

const GUESSES = defineRateLimit({ name: 'password-check', points: 10, seconds: 15 * 60 });

/** The account behind a password that was right. */
export interface CheckedAccount {
  readonly passwordHash: string;
  readonly email: string;
  readonly nickname: string;
}

/** Asks people who are signed in for their password before something that can't be undone. */
@Injectable()
export class PasswordCheck {
  constructor(
    private readonly limits: RateLimits,
    private readonly reader: AccountReader,
    private readonly hasher: PasswordHasher,
    private readonly accounts: AccountHold,
  ) {}

  /** @throws DomainError `invalid-credentials`, `rate-limited` */
  async require(userId: UserId, password: string): Promise<CheckedAccount> {
    await this.limits.consume(GUESSES, userId);
    const account = await this.reader.credentials(userId);
    if (!(await this.hasher.verify(account?.passwordHash, password)) || account === undefined) {
      throw new DomainError(InvalidCredentials, { detail: 'The password is wrong.' });
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
}
