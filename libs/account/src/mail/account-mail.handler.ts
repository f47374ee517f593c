import { Injectable } from '@nestjs/common';
import { AfterCommit } from '#libs/event-bus';
import { EmailVerificationRequested } from '#libs/events';
import { JobHandler } from '#libs/jobs';
import type { UserId } from '#libs/kernel';
import { AccountReader, type Contact } from '../account/account.reader.js';
import {
  emailChangeMail,
  type MailLanguage,
  passwordChangeMail,
  passwordResetMail,
  verificationMail,
} from './account-mail.js';
import { AccountMailService } from './account-mail.service.js';

/** Queue of mails with a link for a new password: `{ emailFolded, language }`. */
export const RESET_MAIL_QUEUE = 'user.mail-password-reset';

/** Queue of notes to an address that is given up: `{ userId, to, verified, stage, language }`. */
export const EMAIL_CHANGE_QUEUE = 'user.mail-email-change';

/** Queue of notes that a password was changed: `{ userId, language }`. */
export const PASSWORD_CHANGE_QUEUE = 'user.mail-password-change';

/** Writes the mails of accounts. A mail that was sent twice does no harm: each link works. */
@Injectable()
export class AccountMailHandler {
  constructor(
    private readonly accounts: AccountReader,
    private readonly post: AccountMailService,
  ) {}

  @AfterCommit(EmailVerificationRequested, { name: 'user.mail-verification' })
  async askForVerification({ data }: EmailVerificationRequested): Promise<void> {
    const { userId } = data;
    const account = await this.accounts.toVerify(userId);
    if (account !== undefined) {
      await this.post.sendLink(
        { email: account.email, verified: false },
        { userId, purpose: 'verify-email' },
        (link) => verificationMail(languageOf(data.language), link),
      );
    }
  }

  @JobHandler<{ emailFolded: string; language: string }>({ name: RESET_MAIL_QUEUE })
  async offerReset(job: { emailFolded: string; language: string }): Promise<void> {
    const account = await this.accounts.activeByEmail(job.emailFolded);
    if (account !== undefined) {
      await this.post.sendLink(account, { userId: account.id, purpose: 'reset-password' }, (link) =>
        passwordResetMail(languageOf(job.language), nameFor(account), link),
      );
    }
  }

  @JobHandler<{ userId: UserId; to: string; verified: boolean; stage: string; language: string }>({
    name: EMAIL_CHANGE_QUEUE,
  })
  async tellOldAddress(job: {
    to: string;
    /** Absent in jobs of an earlier version. */
    verified?: boolean;
    stage: string;
    language: string;
  }): Promise<void> {
    const stage = job.stage === 'done' ? 'done' : 'asked';
    await this.post.sendNote(
      { email: job.to, verified: job.verified === true },
      emailChangeMail(languageOf(job.language), stage),
    );
  }

  @JobHandler<{ userId: UserId; language: string }>({ name: PASSWORD_CHANGE_QUEUE })
  async tellPasswordChange(job: { userId: UserId; language: string }): Promise<void> {
    const account = await this.accounts.contact(job.userId);
    if (account !== undefined) {
      await this.post.sendNote(
        account,
        passwordChangeMail(languageOf(job.language), nameFor(account)),
      );
    }
  }
}

/** The name in a mail: the owner's own word to the owner, never a stranger's to whoever reads there. */
function nameFor({ verified, fullName }: Contact): string | undefined {
  return verified ? fullName : undefined;
}

function languageOf(text: string): MailLanguage {
  return text === 'ko' ? 'ko' : 'en';
}
