import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { type Client, type Form, PreconditionFailed, Refusals } from '#libs/http';
import { DomainError, type Viewer } from '#libs/kernel';
import { type AccountEdit, AccountRepository } from '../account/account.repository.js';
import { readFullName, readPhone } from '../account/account-fields.js';
import { AvailabilityService } from '../account/availability.service.js';
import { PasswordCheckService } from '../passwords/password-check.service.js';
import { EmailChangeService, type WantedEmail } from './email-change.service.js';

/** What owners write to change their accounts; what is absent stays. */
export interface AccountChange {
  readonly fullName?: string;
  /** `null` clears it. */
  readonly phone?: string | null;
  /** Needs `currentPassword`. */
  readonly email?: string;
  readonly currentPassword?: string;
}

/** A form of which nothing is refused. */
interface JudgedChange {
  readonly edit: AccountEdit;
  readonly email: WantedEmail | undefined;
}

/** Changes accounts on behalf of their owners. */
@Injectable()
export class AccountService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly availability: AvailabilityService,
    private readonly accounts: AccountRepository,
    private readonly emails: EmailChangeService,
    private readonly check: PasswordCheckService,
  ) {}

  /**
   * Changes name and phone at once, and notes a new email address until it is verified. Whoever doesn't know the
   * password is not told whether somebody has the address.
   *
   * @param expected the version that the owner has seen; any when `undefined`
   * @throws DomainError that tells all that is refused: `validation-failed`, `invalid-credentials`, `email-taken`,
   *   `phone-taken`; or `precondition-failed`, `rate-limited`, `token-revoked`
   */
  async fillIn(
    viewer: Viewer,
    form: Form<AccountChange>,
    expected: number | undefined,
    language: Client['language'],
  ): Promise<void> {
    const { edit, email } = await this.judge(viewer, form);
    await this.work.run(async () => {
      const pending = email && (await this.emails.begin(viewer, email, language));
      if (!(await this.accounts.edit(viewer.userId, { ...edit, ...pending }, expected))) {
        throw new DomainError(PreconditionFailed);
      }
    });
  }

  private async judge(
    { userId }: Viewer,
    { fields, errors }: Form<AccountChange>,
  ): Promise<JudgedChange> {
    const { fullName, phone, email: address, currentPassword } = fields;
    const number = typeof phone === 'string' ? readPhone(phone) : phone;
    const refusals = new Refusals(errors);
    const checked =
      address === undefined ? undefined : await this.check.judge(userId, currentPassword, refusals);
    const email = address === undefined || checked === undefined ? undefined : { address, checked };
    await this.availability.check({ email: email?.address, phone: number }, refusals, userId);
    refusals.throwIfAny();
    return {
      edit: {
        ...(fullName === undefined ? {} : { fullName: readFullName(fullName) }),
        ...(number === undefined ? {} : { phone: number }),
      },
      email,
    };
  }
}
