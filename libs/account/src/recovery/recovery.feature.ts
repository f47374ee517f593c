import type { Feature } from '#libs/database';
import { AccountPageController } from './account-page.controller.js';
import { AccountRecoveryController } from './account-recovery.controller.js';
import { PasswordResetService } from './password-reset.service.js';

/** What the module takes from this folder. */
export const recoveryFeature: Feature = {
  controllers: [AccountPageController, AccountRecoveryController],
  providers: [PasswordResetService],
};
