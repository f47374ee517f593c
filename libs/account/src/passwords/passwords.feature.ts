import type { Feature } from '#libs/database';
import { HashingLineService } from './hashing-line.service.js';
import { PasswordRepository } from './password.repository.js';
import { PasswordCheckService } from './password-check.service.js';
import { PasswordHasherService } from './password-hasher.service.js';

/** What the module takes from this folder. */
export const passwordsFeature: Feature = {
  providers: [HashingLineService, PasswordCheckService, PasswordHasherService, PasswordRepository],
};
