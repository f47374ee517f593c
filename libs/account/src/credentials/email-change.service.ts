import { Injectable } from '@nestjs/common';
import { DomainEvents } from '#libs/event-bus';
import { EmailVerificationRequested } from '#libs/events';
import { type Client } from '#libs/http';
import { Jobs } from '#libs/jobs';
import type { Viewer } from '#libs/kernel';
import type { AccountEdit } from '../account/account.repository.js';
import { foldEmail } from '../account/contact.js';
import { EMAIL_CHANGE_QUEUE } from '../mail/account-mail.handler.js';
import { type CheckedAccount, PasswordCheckService } from '../passwords/password-check.service.js';

/** An address that an owner asks for. */
export interface WantedEmail {
  readonly address: string;
  /** Whoever asks has just given this account's password. */
  readonly checked: CheckedAccount;
}

/** Begins changes of addresses. */
@Injectable()
export class EmailChangeService {
  constructor(
    private readonly check: PasswordCheckService,
    private readonly events: DomainEvents,
    private readonly jobs: Jobs,
  ) {}

  /**
   * Holds the account and leaves the mails to the background: the new address waits for its verification, the present
   * one is told. The present one, asked for again, ends the waiting.
   *
   * @returns what changes of the account, in the same transaction
   * @throws DomainError `invalid-credentials`, `token-revoked` when password or session ended meanwhile
   */
  async begin(
    viewer: Viewer,
    { address, checked }: WantedEmail,
    language: Client['language'],
  ): Promise<AccountEdit> {
    const { userId } = viewer;
    const { email, emailVerified: verified } = await this.check.confirm(viewer, checked);
    if (foldEmail(email) === foldEmail(address)) {
      return { pendingEmail: null };
    }
    await this.events.publish(new EmailVerificationRequested({ userId, language }));
    await this.jobs.send(EMAIL_CHANGE_QUEUE, {
      userId,
      to: email,
      verified,
      stage: 'asked',
      language,
    });
    return { pendingEmail: address };
  }
}
