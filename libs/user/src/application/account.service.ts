import { Injectable } from '@nestjs/common';
import { DomainError, type Viewer } from '#libs/kernel';
import { type Client, PreconditionFailed } from '#libs/http';
import { UnitOfWork } from '#libs/database';
import { foldEmail } from '../domain/contact.js';
import { EmailTaken, PhoneTaken } from '../domain/user.errors.js';
import { AccountReader } from '../infrastructure/account.reader.js';
import { type AccountEdit, AccountRepository } from '../infrastructure/account.repository.js';
import { readFullName, readPhone } from './account-fields.js';
import { EmailChange, type WantedEmail } from './email-change.service.js';

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
    private readonly reader: AccountReader,
    private readonly accounts: AccountRepository,
    private readonly emails: EmailChange,
  ) {}

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
    await this.requireFree(viewer, { ...edit, ...(email && { email: email.address }) });
    await this.work.run(async () => {
      const pending = email && (await this.emails.begin(viewer, email, language));
      if (!(await this.accounts.edit(viewer.userId, { ...edit, ...pending }, expected))) {
        throw new DomainError(PreconditionFailed);
      }
    });
  }

  private async requireFree(
    { userId }: Viewer,
    { email, phone }: { readonly email?: string; readonly phone?: string | null },
  ): Promise<void> {
    const taken = await this.reader.taken(
      {
        ...(email === undefined ? {} : { emailFolded: foldEmail(email) }),
        ...(phone === undefined ? {} : { phone }),
      },
      userId,
    );
    if (taken.email) {
      throw new DomainError(EmailTaken);
    }
    if (taken.phone) {
      throw new DomainError(PhoneTaken);
    }
  }
}
