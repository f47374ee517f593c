import { Injectable } from '@nestjs/common';
import { EmailVerificationRequested, UserSignedUp } from '#libs/events';
import { DomainError, nameKey, type UserId } from '#libs/kernel';
import { type Client } from '#libs/http';
import { DomainEvents } from '#libs/event-bus';
import { UnitOfWork } from '#libs/database';
import { NicknameTaken } from '../account/user.errors.js';
import { AccountRepository, type NewAccount } from '../account/account.repository.js';
import { ProfileRepository } from '../profile/profile.repository.js';

/** Adds accounts, for sign-up and for commands. */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly accounts: AccountRepository,
    private readonly profiles: ProfileRepository,
    private readonly events: DomainEvents,
  ) {}

  /**
   * Adds an account with profile and counters, and asks for the verification of its address.
   *
   * @param language of that mail
   * @throws DomainError `nickname-taken` when the nickname was given up a short while ago; a violated
   * constraint when somebody else was faster
   */
  register(account: NewAccount, language: Client['language']): Promise<UserId> {
    return this.work.run(async () => {
      const userId = await this.accounts.add(account);
      if (!(await this.profiles.claimNickname(userId, nameKey(account.nickname)))) {
        throw new DomainError(NicknameTaken);
      }
      await this.events.publish(new UserSignedUp({ userId }));
      if (!account.emailVerified) {
        await this.events.publish(new EmailVerificationRequested({ userId, language }));
      }
      return userId;
    });
  }
}
