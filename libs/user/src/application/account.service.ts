import { Injectable } from '@nestjs/common';
import { EmailVerificationRequested } from '#libs/events';
import { DomainError, type Viewer } from '#libs/kernel';
import { type Client, DomainEvents, Jobs, PreconditionFailed, UnitOfWork } from '#libs/platform';
import { foldEmail } from '../domain/contact.js';
import { EmailTaken, PhoneTaken } from '../domain/user.errors.js';
import { AccountReader } from '../infrastructure/account.reader.js';
import { type AccountEdit, AccountRepository } from '../infrastructure/account.repository.js';
import { readFullName, readPhone } from './account-fields.js';
import { EMAIL_CHANGE_QUEUE } from './account-mail.handler.js';

/** What owners change of their accounts. */
export interface AccountChange {
  readonly fullName?: string;
  /** `null` clears it. */
  readonly phone?: string | null;
  /** Whoever asks has just given the password. */
  readonly email?: string;
}

/** Changes accounts on behalf of their owners. */
@Injectable()
export class AccountService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: AccountReader,
    private readonly accounts: AccountRepository,
    private readonly events: DomainEvents,
    private readonly jobs: Jobs,
  ) {}

  /**
   * Changes name and phone at once, and notes a new email address until it is verified.
   *
   * @param expected the version that the owner has seen; any when `undefined`
   * @throws DomainError `precondition-failed`, `validation-failed`, `phone-taken`, `email-taken`
   */
  async edit(
    viewer: Viewer,
    change: AccountChange,
    expected: number | undefined,
    language: Client['language'],
  ): Promise<void> {
    const { userId } = viewer;
    const edit: AccountEdit = {
      ...(change.fullName === undefined ? {} : { fullName: readFullName(change.fullName) }),
      ...(change.phone === undefined
        ? {}
        : { phone: change.phone === null ? null : readPhone(change.phone) }),
    };
    await this.requireFree(viewer, { ...change, ...edit });
    await this.work.run(async () => {
      const pending = await this.pendingEmail(viewer, change.email);
      if (!(await this.accounts.edit(userId, { ...edit, ...pending?.edit }, expected))) {
        throw new DomainError(PreconditionFailed);
      }
      if (pending?.old !== undefined) {
        await this.events.publish(new EmailVerificationRequested({ userId, language }));
        await this.jobs.send(EMAIL_CHANGE_QUEUE, {
          userId,
          to: pending.old,
          stage: 'asked',
          language,
        });
      }
    });
  }

  /** A new address waits; the present one, asked for again, ends the waiting. */
  private async pendingEmail(
    { userId }: Viewer,
    email: string | undefined,
  ): Promise<{ edit: AccountEdit; old?: string } | undefined> {
    if (email === undefined) {
      return undefined;
    }
    const account = await this.accounts.lock(userId);
    return account === undefined || foldEmail(account.email) === foldEmail(email)
      ? { edit: { pendingEmail: null } }
      : { edit: { pendingEmail: email }, old: account.email };
  }

  private async requireFree({ userId }: Viewer, { email, phone }: AccountChange): Promise<void> {
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
