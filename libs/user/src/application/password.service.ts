import { Injectable } from '@nestjs/common';
import { DomainError, type Viewer } from '#libs/kernel';
import { type Client, Jobs, UnitOfWork } from '#libs/platform';
import { InvalidCredentials } from '../domain/user.errors.js';
import { PasswordHasher } from '../infrastructure/password-hasher.js';
import { PasswordRepository } from '../infrastructure/password.repository.js';
import { requireStrength } from './account-fields.js';
import { PASSWORD_CHANGE_QUEUE } from './account-mail.handler.js';
import { PasswordCheck } from './password-check.service.js';

/** Changes passwords of people who are signed in. */
@Injectable()
export class PasswordService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly check: PasswordCheck,
    private readonly hasher: PasswordHasher,
    private readonly passwords: PasswordRepository,
    private readonly jobs: Jobs,
  ) {}

  /**
   * Replaces the password and ends all sessions but the one of this request. A mail tells of it.
   *
   * @throws DomainError `invalid-credentials`, `weak-password`, `rate-limited`
   */
  async change(
    viewer: Viewer,
    wanted: { readonly currentPassword: string; readonly newPassword: string },
    language: Client['language'],
  ): Promise<void> {
    const account = await this.check.require(viewer.userId, wanted.currentPassword);
    requireStrength(wanted.newPassword, account);
    const renewed = await this.hasher.hash(wanted.newPassword);
    await this.work.run(async () => {
      // Another change may have come first: then the current password was not the current one any more.
      if (!(await this.passwords.confirm(viewer.userId, account.passwordHash, renewed))) {
        throw new DomainError(InvalidCredentials);
      }
      await this.passwords.endAccess(viewer.userId, viewer.sessionId);
      await this.jobs.send(PASSWORD_CHANGE_QUEUE, { userId: viewer.userId, language });
    });
  }
}
