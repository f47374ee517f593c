import { Injectable } from '@nestjs/common';
import { TokenRevoked } from '#libs/http';
import { DomainError, type Viewer } from '#libs/kernel';
import { AccountRepository, type LockedAccount } from '../account/account.repository.js';
import { SessionRepository } from './session.repository.js';

/**
 * Holds accounts for changes of what lets people in. Whoever changes or ends such a thing holds the account first, so
 * that of two changes at once one comes first, wholly.
 */
@Injectable()
export class AccountHoldService {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly sessions: SessionRepository,
  ) {}

  /**
   * The account of somebody who is signed in, as it stays until the transaction ends.
   *
   * @throws DomainError `token-revoked` when the session or the account ended since the request began
   */
  async hold({ userId, sessionId }: Viewer): Promise<LockedAccount> {
    const account = await this.accounts.lock(userId);
    if (account?.isActive !== true || !(await this.sessions.isOpen(userId, sessionId))) {
      throw new DomainError(TokenRevoked);
    }
    return account;
  }
}
