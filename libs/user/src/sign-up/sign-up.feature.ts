import type { Feature } from '#libs/database';
import { RegistrationService } from './registration.service.js';
import { SetupLockRepository } from './setup-lock.repository.js';
import { SignInController } from './sign-in.controller.js';
import { SignUpService } from './sign-up.service.js';
import { SignUpCheckService } from './sign-up-check.service.js';

/** What the module takes from this folder. */
export const signUpFeature: Feature = {
  controllers: [SignInController],
  providers: [RegistrationService, SetupLockRepository, SignUpCheckService, SignUpService],
};
