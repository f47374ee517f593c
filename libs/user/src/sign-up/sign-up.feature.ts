import type { Feature } from '#libs/database';
import { RegistrationService } from './registration.service.js';
import { SetupLockRepository } from './setup-lock.repository.js';
import { SignUpCheckService } from './sign-up-check.service.js';
import { SignUpService } from './sign-up.service.js';
import { UserCleanupJobs } from './user-cleanup.jobs.js';

/** What the module takes from this folder. */
export const signUpFeature: Feature = {
  providers: [
    RegistrationService,
    SetupLockRepository,
    SignUpCheckService,
    SignUpService,
    UserCleanupJobs,
  ],
};
