import { Injectable } from '@nestjs/common';
import { AccountRepository, type NewAccount } from '#libs/account';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { EmailVerificationRequested, UserSignedUp } from '#libs/events';
import { type Client } from '#libs/http';
import { DomainError, nameKey, type UserId } from '#libs/kernel';
import { NicknameTaken } from '../names/nickname.errors.js';
import { NicknameReader } from '../names/nickname.reader.js';
import { type NewProfile, ProfileRepository } from '../profile/profile.repository.js';

/** Adds accounts, for sign-up and for commands. */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly accounts: AccountRepository,
    private readonly profiles: ProfileRepository,
    private readonly nicknames: NicknameReader,
    private readonly events: DomainEvents,
  ) {}

  /**
   * Adds an account with profile and counters, and asks for the verification of its address.
   *
   * @param language of that mail
   * @throws DomainError `nickname-taken` when the nickname was given up a short while ago; a violated
   * constraint when somebody else was faster
   */
  register(account: NewAccount & NewProfile, language: Client['language']): Promise<UserId> {
    return this.work.run(async () => {
      const userId = await this.accounts.add(account);
      await this.profiles.add(userId, account);
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

  /** A nickname that is free: the wanted one, or the first of those that continue it by a number. */
  async freeNickname(wanted: string): Promise<string> {
    for (let number = 1; ; number += 1) {
      const nickname = number === 1 ? wanted : `${wanted}${number}`;
      if (!(await this.nicknames.isTaken(nameKey(nickname)))) {
        return nickname;
      }
    }
  }
}
