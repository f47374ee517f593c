import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { DomainEvents } from '#libs/event-bus';
import { EmailVerificationRequested } from '#libs/events';
import { type Client } from '#libs/http';
import { Jobs } from '#libs/jobs';
import { DomainError, type UserId } from '#libs/kernel';
import { TokenInvalid } from '../account/account.errors.js';
import { AccountRepository } from '../account/account.repository.js';
import { hashToken } from '../account/opaque-token.js';
import { EMAIL_CHANGE_QUEUE } from '../mail/account-mail.handler.js';
import { MailTokenRepository } from '../mail/mail-token.repository.js';

/** Proves that people read the mail of the addresses they gave. */
@Injectable()
export class EmailVerificationService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly accounts: AccountRepository,
    private readonly tokens: MailTokenRepository,
    private readonly events: DomainEvents,
    private readonly jobs: Jobs,
  ) {}

  /** Sends the link once more. Does nothing when nothing is to verify, or when the address got enough mails
   * for now. */
  async resend(userId: UserId, language: Client['language']): Promise<void> {
    await this.work.run(() =>
      this.events.publish(new EmailVerificationRequested({ userId, language })),
    );
  }

  /**
   * Uses up the token of a mail: the address it went to is verified, and a new address takes effect. The
   * old one is told.
   *
   * @throws DomainError `token-invalid`; a violated constraint when another account has the address by now
   */
  async verify(token: string, language: Client['language']): Promise<void> {
    const tokenHash = hashToken(token);
    await this.work.run(async () => {
      // The account first: a change of credentials at the same time comes before or after, wholly.
      const userId = await this.tokens.owner(tokenHash, 'verify-email');
      const account = userId && (await this.accounts.lock(userId));
      const address = account && (await this.tokens.take(tokenHash, 'verify-email'));
      if (userId === undefined || account?.isActive !== true || address === undefined) {
        throw new DomainError(TokenInvalid);
      }
      if (address === account.pendingEmail) {
        await this.accounts.adoptPendingEmail(userId, address);
        // A link that went to the former address must not work when the account comes back to it.
        await this.tokens.removeAll(userId);
        await this.jobs.send(EMAIL_CHANGE_QUEUE, {
          userId,
          to: account.email,
          verified: account.emailVerified,
          stage: 'done',
          language,
        });
      } else if (address === account.email) {
        await this.accounts.markEmailVerified(userId);
      } else {
        throw new DomainError(TokenInvalid);
      }
    });
  }
}
