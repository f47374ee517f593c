import { Injectable } from '@nestjs/common';
import { EmailVerificationRequested, UserSignedUp } from '#libs/events';
import { DomainError, nameKey, type UserId } from '#libs/kernel';
import { type Client } from '#libs/http';
import { DomainEvents } from '#libs/event-bus';
import { UnitOfWork } from '#libs/database';
import { foldEmail } from '../domain/contact.js';
import { EmailTaken, NicknameTaken, PhoneTaken } from '../domain/user.errors.js';
import { AccountReader } from '../infrastructure/account.reader.js';
import { AccountRepository, type NewAccount } from '../infrastructure/account.repository.js';
import { ProfileRepository } from '../infrastructure/profile.repository.js';

/** Adds accounts, for sign-up and for commands. */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: AccountReader,
    private readonly accounts: AccountRepository,
    private readonly profiles: ProfileRepository,
    private readonly events: DomainEvents,
  ) {}

  /**
   * Refuses early what is in use, before a password is hashed for nothing. The database decides later.
   *
   * @throws DomainError `email-taken`, `phone-taken`, `nickname-taken`
   */
  async requireFree(wanted: {
    readonly email: string;
    readonly phone: string | null;
    readonly nickname: string;
  }): Promise<void> {
    const taken = await this.reader.taken({
      emailFolded: foldEmail(wanted.email),
      phone: wanted.phone,
      nicknameFolded: nameKey(wanted.nickname),
    });
    if (taken.email) {
      throw new DomainError(EmailTaken);
    }
    if (taken.phone) {
      throw new DomainError(PhoneTaken);
    }
    if (taken.nickname) {
      throw new DomainError(NicknameTaken);
    }
  }

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
