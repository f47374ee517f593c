import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { type Client, complete, type Form, Refusals } from '#libs/http';
import type { Viewer } from '#libs/kernel';
import { refuseWeakness } from '../account/account-fields.js';
import { PasswordRepository } from '../passwords/password.repository.js';
import { PasswordCheckService } from '../passwords/password-check.service.js';
import { PasswordHasherService } from '../passwords/password-hasher.service.js';
import { CredentialChangeService } from './credential-change.service.js';

/** What people write to change their passwords. */
export interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
}

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
   * @throws DomainError that tells all that is refused: `validation-failed`, `invalid-credentials`, `weak-password`; or
   *   `rate-limited`, `token-revoked`
   */
  async change(
    viewer: Viewer,
    { fields, errors }: Form<PasswordChange>,
    { ip, language }: Client,
  ): Promise<void> {
    const refusals = new Refusals(errors);
    const found = await this.check.judge(viewer.userId, fields.currentPassword, refusals);
    refuseWeakness(fields, found, refusals);
    refusals.throwIfAny();
    const account = complete(found);
    const renewed = await this.hasher.hash(complete(fields.newPassword));
    const { userId, sessionId } = viewer;
    await this.work.run(async () => {
      await this.check.confirm(viewer, account);
      await this.passwords.replace(userId, renewed);
      await this.changes.passwordChanged(userId, { sessionId, ip }, language);
    });
  }
}
