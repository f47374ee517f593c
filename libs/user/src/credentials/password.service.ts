import { Injectable } from '@nestjs/common';
import type { Viewer } from '#libs/kernel';
import { type Client } from '#libs/http';
import { UnitOfWork } from '#libs/database';
import { PasswordHasherService } from '../passwords/password-hasher.service.js';
import { PasswordRepository } from '../passwords/password.repository.js';
import { requireStrength } from '../account/account-fields.js';
import { CredentialChangeService } from './credential-change.service.js';
import { PasswordCheckService } from '../passwords/password-check.service.js';

/** Changes passwords of people who are signed in. */
@Injectable()
export class PasswordService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly check: PasswordCheckService,
    private readonly hasher: PasswordHasherService,
    private readonly passwords: PasswordRepository,
    private readonly changes: CredentialChangeService,
  ) {}

  /**
   * Replaces the password and ends all sessions but the one of this request, with everything that was begun before. A
   * mail tells of it.
   *
   * @throws DomainError `invalid-credentials`, `weak-password`, `rate-limited`, `token-revoked`
   */
  async change(
    viewer: Viewer,
    wanted: { readonly currentPassword: string; readonly newPassword: string },
    { ip, language }: Client,
  ): Promise<void> {
    const account = await this.check.require(viewer.userId, wanted.currentPassword);
    requireStrength(wanted.newPassword, account);
    const renewed = await this.hasher.hash(wanted.newPassword);
    const { userId, sessionId } = viewer;
    await this.work.run(async () => {
      await this.check.confirm(viewer, account);
      await this.passwords.replace(userId, renewed);
      await this.changes.passwordChanged(userId, { sessionId, ip }, language);
    });
  }
}
