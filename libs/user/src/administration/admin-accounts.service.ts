import { Injectable } from '@nestjs/common';
import {
  AccountReader,
  foldEmail,
  isWeakPassword,
  MAX_PASSWORD,
  MIN_PASSWORD,
  PasswordHasherService,
} from '#libs/account';
import { UnitOfWork } from '#libs/database';
import { isMailAddress } from '#libs/http';
import { codePoints, compose, type UserId } from '#libs/kernel';
import { RegistrationService } from '../sign-up/registration.service.js';
import { SetupLockRepository } from '../sign-up/setup-lock.repository.js';

/** Makes the accounts with which a service is administered, for commands and the start of a program. */
@Injectable()
export class AdminAccountsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly lock: SetupLockRepository,
    private readonly reader: AccountReader,
    private readonly registration: RegistrationService,
    private readonly hasher: PasswordHasherService,
  ) {}

  /**
   * Makes a superuser with this address when nobody has it. An existing superuser stays as it is.
   *
   * @returns its id, and whether it was made now
   * @throws Error when it is no address, an ordinary account has it, or the password is not acceptable
   */
  async ensure(address: string, password: string): Promise<{ userId: UserId; created: boolean }> {
    const email = compose(address);
    if (!isMailAddress(email)) {
      throw new Error(`${email} is not an email address.`);
    }
    const existing = await this.superuser(email);
    if (existing !== undefined) {
      return { userId: existing, created: false };
    }
    requireLength(password);
    const passwordHash = await this.hasher.hash(password);
    return this.work.run(async () => {
      await this.lock.take();
      const faster = await this.superuser(email);
      return faster === undefined
        ? { userId: await this.create(email, password, passwordHash), created: true }
        : { userId: faster, created: false };
    });
  }

  private async superuser(email: string): Promise<UserId | undefined> {
    const account = await this.reader.byEmail(foldEmail(email));
    if (account !== undefined && account.role !== 'superuser') {
      throw new Error(`The account with the address ${email} is not a superuser's.`);
    }
    return account?.id;
  }

  private async create(email: string, password: string, passwordHash: string): Promise<UserId> {
    const nickname = await this.registration.freeNickname('admin');
    if (isWeakPassword(password, { email, nickname })) {
      throw new Error('The password of an administrator must not be easy to guess.');
    }
    return this.registration.register(
      {
        email,
        emailVerified: true,
        phone: null,
        fullName: 'Administrator',
        passwordHash,
        role: 'superuser',
        nickname,
        birthday: null,
      },
      'en',
    );
  }
}

function requireLength(password: string): void {
  const length = codePoints(compose(password));
  if (length < MIN_PASSWORD || length > MAX_PASSWORD) {
    throw new Error(
      `The password of an administrator has ${MIN_PASSWORD} to ${MAX_PASSWORD} characters.`,
    );
  }
}
