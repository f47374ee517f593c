import { Injectable } from '@nestjs/common';
import { DomainError, type FieldError, type Viewer } from '#libs/kernel';
import { type Client, PreconditionFailed } from '#libs/http';
import { UnitOfWork } from '#libs/database';
import { type AccountEdit, AccountRepository } from '../account/account.repository.js';
import { readFullName, readPhone } from '../account/account-fields.js';
import { AvailabilityService } from '../account/availability.service.js';
import { EmailChangeService, type WantedEmail } from '../credentials/email-change.service.js';
import { Refusals } from '../account/refusals.js';

/** What owners change of their accounts. */
export interface AccountChange {
  readonly fullName?: string;
  /** `null` clears it. */
  readonly phone?: string | null;
  readonly email?: WantedEmail;
}

/** Changes accounts on behalf of their owners. */
@Injectable()
export class AccountService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly availability: AvailabilityService,
    private readonly accounts: AccountRepository,
    private readonly emails: EmailChangeService,
  ) {}

  /**
   * Refuses what can't be wanted.
   *
   * @param malformed other fields of the form, which are refused already
   * @throws DomainError that tells all that is refused: `validation-failed`, `email-taken`, `phone-taken`
   */
  async judge(
    { userId }: Viewer,
    {
      email,
      phone,
    }: { readonly email?: string | undefined; readonly phone?: string | null | undefined },
    malformed: readonly FieldError[],
  ): Promise<void> {
    const refusals = new Refusals(malformed);
    const number = typeof phone === 'string' ? readPhone(phone) : phone;
    await this.availability.check({ email, phone: number }, refusals, userId);
    refusals.throwIfAny();
  }

  /**
   * Changes name and phone at once, and notes a new email address until it is verified.
   *
   * @param expected the version that the owner has seen; any when `undefined`
   * @throws DomainError `precondition-failed`, `validation-failed`, `phone-taken`, `email-taken`,
   *   `invalid-credentials`, `token-revoked`
   */
  async edit(
    viewer: Viewer,
    change: AccountChange,
    expected: number | undefined,
    language: Client['language'],
  ): Promise<void> {
    const edit: AccountEdit = {
      ...(change.fullName === undefined ? {} : { fullName: readFullName(change.fullName) }),
      ...(change.phone === undefined
        ? {}
        : { phone: change.phone === null ? null : readPhone(change.phone) }),
    };
    const { email } = change;
    await this.judge(viewer, { phone: edit.phone, email: email?.address }, []);
    await this.work.run(async () => {
      const pending = email && (await this.emails.begin(viewer, email, language));
      if (!(await this.accounts.edit(viewer.userId, { ...edit, ...pending }, expected))) {
        throw new DomainError(PreconditionFailed);
      }
    });
  }
}
