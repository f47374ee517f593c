import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Scheduled } from '#libs/jobs';
import { MailAllowanceRepository } from './mail-allowance.repository.js';
import { MailTokenRepository } from './mail-token.repository.js';

/** Removes what is left of mails that are over. */
@Injectable()
export class MailCleanupJobs {
  constructor(
    private readonly work: UnitOfWork,
    private readonly tokens: MailTokenRepository,
    private readonly allowance: MailAllowanceRepository,
  ) {}

  @Scheduled({ name: 'user.forget-mails', cron: '43 * * * *' })
  async forget(): Promise<void> {
    await this.work.run(() => this.tokens.removeExpired());
    await this.work.run(() => this.allowance.removeOld());
  }
}
