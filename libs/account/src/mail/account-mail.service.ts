import { Injectable } from '@nestjs/common';
import { Settings } from '#libs/config';
import { UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { Mailer } from '#libs/mail';
import { newToken } from '../account/opaque-token.js';
import type { MailBody } from './account-mail.js';
import { UNVERIFIED_ADDRESS, VERIFIED_ADDRESS } from './mail-allowance.js';
import { MailAllowanceRepository } from './mail-allowance.repository.js';
import type { MailTokenPurpose } from './mail-token.js';
import { MailTokenRepository } from './mail-token.repository.js';

/** Where a mail goes. */
export interface MailAddress {
  readonly email: string;
  /** Whether its owner has verified it for the account at hand. */
  readonly verified: boolean;
}

/** Sends the mails of accounts, as many as their addresses may get. What is too much is left out without a word. */
@Injectable()
export class AccountMailService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly tokens: MailTokenRepository,
    private readonly allowance: MailAllowanceRepository,
    private readonly mailer: Mailer,
    private readonly settings: Settings,
  ) {}

  /** Sends a link with a new token, if the account still has the address. */
  async sendLink(
    { email, verified }: MailAddress,
    token: { readonly userId: UserId; readonly purpose: MailTokenPurpose },
    compose: (link: string) => MailBody,
  ): Promise<void> {
    const { plain, hash } = newToken();
    const admitted = await this.work.run(async () => {
      const allowance = verified ? VERIFIED_ADDRESS : UNVERIFIED_ADDRESS;
      const isDue =
        (await this.tokens.add(hash, { ...token, email })) &&
        (await this.allowance.spend(email, allowance));
      if (!isDue) {
        await this.tokens.take(hash, token.purpose);
      }
      return isDue;
    });
    if (admitted) {
      const base = this.settings.webUrl ?? this.settings.publicUrl;
      await this.send(email, compose(`${base}/${token.purpose}?token=${plain}`));
    }
  }

  /** Sends a note about the security of an account: always, when the address is the owner's. */
  async sendNote({ email, verified }: MailAddress, note: MailBody): Promise<void> {
    if (verified) {
      await this.mailer.send({ to: email, ...note });
    } else if (await this.work.run(() => this.allowance.spend(email, UNVERIFIED_ADDRESS))) {
      await this.send(email, note);
    }
  }

  /** Sends what was counted. What was not taken is sent again by its job, and counts once. */
  private async send(to: string, mail: MailBody): Promise<void> {
    try {
      await this.mailer.send({ to, ...mail });
    } catch (error) {
      await this.work.run(() => this.allowance.giveBack(to));
      throw error;
    }
  }
}
