import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { assertVersion } from '#libs/http';
import { type Viewer } from '#libs/kernel';
import { PasswordCheckService } from '../passwords/password-check.service.js';
import { AccountStatusService } from './account-status.service.js';

/** Deletes accounts on behalf of their owners. */
@Injectable()
export class AccountDeletionService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly check: PasswordCheckService,
    private readonly status: AccountStatusService,
  ) {}

  /**
   * @param expected the version that the owner has seen; any when `undefined`
   * @throws DomainError `invalid-credentials`, `rate-limited`, `precondition-failed`, `last-superuser`
   */
  async deleteMine(viewer: Viewer, password: string, expected: number | undefined): Promise<void> {
    const checked = await this.check.require(viewer.userId, password);
    await this.work.run(async () => {
      const { version } = await this.check.confirm(viewer, checked);
      assertVersion(expected, version);
      await this.status.deleteOwn(viewer.userId);
    });
  }
}
