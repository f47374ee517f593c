import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { type Client, Unavailable } from '#libs/http';
import { DomainError } from '#libs/kernel';
import { AccountSuspended, InvalidCredentials } from '../account/account.errors.js';
import { foldEmail } from '../account/contact.js';
import { PasswordRepository } from '../passwords/password.repository.js';
import { PasswordHasherService } from '../passwords/password-hasher.service.js';
import { SessionService, type SignedIn } from '../sessions/session.service.js';
import { LoginThrottleService } from './login-throttle.service.js';

/** Lets people in again. */
@Injectable()
export class LoginService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly throttle: LoginThrottleService,
    private readonly passwords: PasswordRepository,
    private readonly hasher: PasswordHasherService,
    private readonly sessions: SessionService,
  ) {}

  /**
   * Opens a session for the right password. Whether an address has an account shows neither in words nor
   * in time.
   *
   * @throws DomainError `invalid-credentials`, `account-suspended`, `rate-limited`, `unavailable`
   */
  async login(
    { email, password }: { readonly email: string; readonly password: string },
    client: Client,
  ): Promise<SignedIn> {
    const account = await this.throttle.admit(foldEmail(email), client.ip);
    const right = await this.hasher.verify(account?.passwordHash, password);
    if (account === undefined || !right || account.isDeleted) {
      throw new DomainError(InvalidCredentials);
    }
    if (!account.isActive) {
      throw new DomainError(AccountSuspended);
    }
    const { id, passwordHash } = account;
    const renewed = await this.renewed(passwordHash, password);
    return this.work.run(async () => {
      // The password may have been changed, or the account stopped, while it was checked.
      if (!(await this.passwords.confirm(id, passwordHash, renewed))) {
        throw new DomainError(InvalidCredentials);
      }
      return this.sessions.open(id, client);
    });
  }

  /** The hash that is kept from now on: with the effort of today, unless too many wait; then the next login makes it. */
  private async renewed(passwordHash: string, password: string): Promise<string> {
    if (!this.hasher.isOutdated(passwordHash)) {
      return passwordHash;
    }
    try {
      return await this.hasher.hash(password);
    } catch (error) {
      if (error instanceof DomainError && error.problem === Unavailable) {
        return passwordHash;
      }
      throw error;
    }
  }
}
