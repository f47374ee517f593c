import { Injectable } from '@nestjs/common';
import { EmailVerificationRequested } from '#libs/events';
import { DomainError, type UserId } from '#libs/kernel';
import { type Client, DomainEvents, Jobs, UnitOfWork } from '#libs/platform';
import { hashToken } from '../domain/opaque-token.js';
import { TokenInvalid } from '../domain/user.errors.js';
import { AccountRepository } from '../infrastructure/account.repository.js';
import { MailTokenRepository } from '../infrastructure/mail-token.repository.js';
import { EMAIL_CHANGE_QUEUE } from './account-mail.handler.js';

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

  /** Sends the link once more. Does nothing when nothing is to verify, or after some mails within an hour. */
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
    await this.work.run(async () => {
      const taken = await this.tokens.take(hashToken(token), 'verify-email');
      const account = taken && (await this.accounts.lock(taken.userId));
      if (taken === undefined || account?.isActive !== true) {
        throw new DomainError(TokenInvalid);
      }
      if (taken.email === account.pendingEmail) {
        await this.accounts.adoptPendingEmail(taken.userId, taken.email);
        await this.jobs.send(EMAIL_CHANGE_QUEUE, {
          userId: taken.userId,
          to: account.email,
          stage: 'done',
          language,
        });
      } else if (taken.email === account.email) {
        await this.accounts.markEmailVerified(taken.userId);
      } else {
        throw new DomainError(TokenInvalid);
      }
    });
  }
}
