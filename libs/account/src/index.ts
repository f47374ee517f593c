export { AccountModule } from './account.module.js';
export { readable } from './account/invalid-field.js';
export { MAX_NAME, parseFullName } from './account/names.js';
export { UserAccountEntity } from './account/user-account.entity.js';
export { AccountRepository, type NewAccount } from './account/account.repository.js';
export { foldEmail, parsePhone, phoneParts } from './account/contact.js';
export { isWeakPassword, MAX_PASSWORD, MIN_PASSWORD } from './account/password-policy.js';
export { AccountReader } from './account/account.reader.js';
export { PasswordHasherService } from './passwords/password-hasher.service.js';
export {
  HELD_COLUMNS,
  type HeldPerson,
  PersonHoldRepository,
  heldPerson,
} from './account/person-hold.repository.js';
export { KnownName, KnownNameRegistry } from './account/known-name.registry.js';
export {
  WeakPassword,
  DeletionFinal,
  LastSuperuser,
  PhoneTaken,
  EmailTaken,
  InvalidCredentials,
  AccountSuspended,
} from './account/account.errors.js';
export { AvailabilityService } from './account/availability.service.js';
export { SessionService, type SignedIn, type IssuedTokens } from './sessions/session.service.js';
export {
  type PrivateAccount,
  ACCOUNT_COLUMNS,
  type AccountRow,
  presentAccount,
} from './account/account-row.sql.js';
export { readableBy, FullNameField, PhoneField } from './account/person-fields.dto.js';
export { AUDITED_USER } from './account/audited-user.js';
export { mayAdminister, mayChangeRoles } from './account/power.js';
export { AdministrationRepository, type HeldAccount } from './account/administration.repository.js';
export { readFullName, readPhone } from './account/account-fields.js';
export { AccountStatusService } from './leaving/account-status.service.js';
export { ActCountersService } from './account/act-counters.service.js';
export { AccountService } from './credentials/account.service.js';
export { EditAccountDto } from './account/account.dto.js';
export { TokensDto, LoginDto } from './sign-in/auth.dto.js';
export { LoginService } from './sign-in/login.service.js';
export { ErasureJobs } from './leaving/erasure.jobs.js';
export { ErasureService } from './leaving/erasure.service.js';
export { type ErasureId } from './leaving/erasure.repository.js';
export { ExportHandler } from './export/export.handler.js';
export { newToken } from './account/opaque-token.js';
export { HashingLineService, MOST_WAITING } from './passwords/hashing-line.service.js';
