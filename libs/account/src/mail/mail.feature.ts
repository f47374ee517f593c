import type { Feature } from '#libs/database';
import { AccountMailHandler } from './account-mail.handler.js';
import { AccountMailService } from './account-mail.service.js';
import { MailAllowanceEntity } from './mail-allowance.entity.js';
import { MailAllowanceRepository } from './mail-allowance.repository.js';
import { MailCleanupJobs } from './mail-cleanup.jobs.js';
import { MailTokenEntity } from './mail-token.entity.js';
import { MailTokenRepository } from './mail-token.repository.js';

/** What the module takes from this folder. */
export const mailFeature: Feature = {
  providers: [
    AccountMailHandler,
    AccountMailService,
    MailAllowanceRepository,
    MailCleanupJobs,
    MailTokenRepository,
  ],
  entities: [MailAllowanceEntity, MailTokenEntity],
};
