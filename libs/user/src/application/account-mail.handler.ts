import { Injectable } from '@nestjs/common';
import { EmailVerificationRequested } from '#libs/events';
import type { UserId } from '#libs/kernel';
import { AfterCommit, JobHandler, Mailer, Settings, UnitOfWork } from '#libs/platform';
import type { MailTokenPurpose } from '../domain/mail-token.js';
import { newToken } from '../domain/opaque-token.js';
import { AccountReader } from '../infrastructure/account.reader.js';
import { MailTokenRepository } from '../infrastructure/mail-token.repository.js';
import {
  emailChangeMail,
  type MailBody,
  type MailLanguage,
  passwordChangeMail,
  passwordResetMail,
  verificationMail,
} from './account-mail.js';

/** Queue of mails with a link for a new password: `{ emailFolded, language }`. */
export const RESET_MAIL_QUEUE = 'user.mail-password-reset';

/** Queue of notes to an address that is given up: `{ userId, to, stage, language }`. */
export const EMAIL_CHANGE_QUEUE = 'user.mail-email-change';

/** Queue of notes that a password was changed: `{ userId, language }`. */
export const PASSWORD_CHANGE_QUEUE = 'user.mail-password-change';

/** Sends the mails of accounts. A mail that was sent twice does no harm: each link works. */
@Injectable()
export class AccountMailHandler {
  constructor(
    private readonly work: UnitOfWork,
    private readonly accounts: AccountReader,
    private readonly tokens: MailTokenRepository,
    private readonly mailer: Mailer,
    private readonly settings: Settings,
  ) {}

  @AfterCommit(EmailVerificationRequested, { name: 'user.mail-verification' })
  async askForVerification({ data }: EmailVerificationRequested): Promise<void> {
    const { userId } = data;
    const account = await this.accounts.toVerify(userId);
    if (account !== undefined) {
      await this.sendLink({ userId, email: account.email, purpose: 'verify-email' }, (link) =>
        verificationMail(languageOf(data.language), account.fullName, link),
      );
    }
  }

  @JobHandler<{ emailFolded: string; language: string }>({ name: RESET_MAIL_QUEUE })
  async offerReset(job: { emailFolded: string; language: string }): Promise<void> {
    const account = await this.accounts.activeByEmail(job.emailFolded);
    if (account !== undefined) {
      const { id, email, fullName } = account;
      await this.sendLink({ userId: id, email, purpose: 'reset-password' }, (link) =>
        passwordResetMail(languageOf(job.language), fullName, link),
      );
    }
  }

  @JobHandler<{ userId: UserId; to: string; stage: string; language: string }>({
    name: EMAIL_CHANGE_QUEUE,
  })
  async tellOldAddress(job: { to: string; stage: string; language: string }): Promise<void> {
    const stage = job.stage === 'done' ? 'done' : 'asked';
    await this.mailer.send({ to: job.to, ...emailChangeMail(languageOf(job.language), stage) });
  }

  @JobHandler<{ userId: UserId; language: string }>({ name: PASSWORD_CHANGE_QUEUE })
  async tellPasswordChange(job: { userId: UserId; language: string }): Promise<void> {
    const account = await this.accounts.contact(job.userId);
    if (account !== undefined) {
      const mail = passwordChangeMail(languageOf(job.language), account.fullName);
      await this.mailer.send({ to: account.email, ...mail });
    }
  }

  private async sendLink(
    token: { readonly userId: UserId; readonly email: string; readonly purpose: MailTokenPurpose },
    compose: (link: string) => MailBody,
  ): Promise<void> {
    const { plain, hash } = newToken();
    if (await this.work.run(() => this.tokens.add(hash, token))) {
      const base = this.settings.webUrl ?? this.settings.publicUrl;
      await this.mailer.send({
        to: token.email,
        ...compose(`${base}/${token.purpose}?token=${plain}`),
      });
    }
  }
}

function languageOf(text: string): MailLanguage {
  return text === 'ko' ? 'ko' : 'en';
}
