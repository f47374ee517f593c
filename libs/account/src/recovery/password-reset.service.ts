import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { type Client, complete, type Form, Refusals } from '#libs/http';
import { Jobs } from '#libs/jobs';
import { DomainError } from '#libs/kernel';
import { TokenInvalid } from '../account/account.errors.js';
import { refuseWeakness } from '../account/account-fields.js';
import { foldEmail } from '../account/contact.js';
import { hashToken } from '../account/opaque-token.js';
import { CredentialChangeService } from '../credentials/credential-change.service.js';
import { RESET_MAIL_QUEUE } from '../mail/account-mail.handler.js';
import { PasswordRepository } from '../passwords/password.repository.js';
import { PasswordHasherService } from '../passwords/password-hasher.service.js';

/** What people write who forgot their passwords. */
export interface PasswordReset {
  /** Of the mail. */
  readonly token: string;
  readonly newPassword: string;
}

/** Gives people a new password who forgot theirs. */
@Injectable()
export class PasswordResetService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly hasher: PasswordHasherService,
    private readonly passwords: PasswordRepository,
    private readonly changes: CredentialChangeService,
  ) {}

  /**
   * Asks for a mail with a link. Does the same work whether or not the address has an account: who it is
   * for is found out in the background.
   */
  async request(email: string, language: Client['language']): Promise<void> {
    const emailFolded = foldEmail(email);
    const key = hashToken(emailFolded).toString('base64url');
    await this.work.run(() => this.jobs.send(RESET_MAIL_QUEUE, { emailFolded, language }, { key }));
  }

  /**
   * Sets a new password for the token of a mail and ends all sessions of the person, with everything that was begun
   * before. A refused password doesn't use the token up. A mail tells of the change.
   *
   * @throws DomainError that tells all that is refused: `validation-failed`, `token-invalid`, `weak-password`
   */
  async reset(
    { fields, errors }: Form<PasswordReset>,
    language: Client['language'],
  ): Promise<void> {
    const refusals = new Refusals(errors);
    const tokenHash = fields.token === undefined ? undefined : hashToken(fields.token);
    const found = tokenHash && (await this.passwords.resetOwner(tokenHash));
    if (tokenHash !== undefined && found === undefined) {
      refusals.refuse('/token', TokenInvalid);
    }
    refuseWeakness(fields, found, refusals);
    refusals.throwIfAny();
    const owner = complete(found);
    const passwordHash = await this.hasher.hash(complete(fields.newPassword));
    await this.work.run(async () => {
      if (!(await this.passwords.reset(owner.userId, complete(tokenHash), passwordHash))) {
        throw new DomainError(TokenInvalid);
      }
      await this.changes.passwordChanged(owner.userId, null, language);
    });
  }
}
