import type { Feature } from '#libs/database';
import { AccountService } from './account.service.js';
import { BegunRepository } from './begun.repository.js';
import { CredentialChangeService } from './credential-change.service.js';
import { EmailChangeService } from './email-change.service.js';
import { EmailVerificationService } from './email-verification.service.js';
import { OtherSessionsService } from './other-sessions.service.js';
import { PasswordController } from './password.controller.js';
import { PasswordService } from './password.service.js';

/** What the module takes from this folder. */
export const credentialsFeature: Feature = {
  controllers: [PasswordController],
  providers: [
    AccountService,
    BegunRepository,
    CredentialChangeService,
    EmailChangeService,
    EmailVerificationService,
    OtherSessionsService,
    PasswordService,
  ],
};
