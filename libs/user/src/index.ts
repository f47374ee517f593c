export { AccountStatusService } from './application/account-status.service.js';
export { ActCounters, type CountedAct } from './application/act-counters.service.js';
export { AdminAccounts } from './application/admin-accounts.service.js';
export { ProfileService } from './application/profile.service.js';
export { type SignedIn } from './application/session.service.js';
export { SignUpService } from './application/sign-up.service.js';
export type { SignUp } from './application/sign-up-check.service.js';
export { UserPolicy } from './application/user.policy.js';
export type { OwnAccount, OwnProfile } from './domain/own-account.js';
export type { UserCard, UserSummary } from './domain/user-card.js';
export { OwnAccountReader } from './infrastructure/own-account.reader.js';
export { nameContains } from './infrastructure/substring-condition.js';
export { userCounters } from './infrastructure/user-counters.js';
export {
  summaryOf,
  type SummaryRow,
  presentSummary,
  UserReader,
} from './infrastructure/user.reader.js';
export * from './infrastructure/visible-person.js';
export { MeDto, MyProfileDto } from './interface/me.dto.js';
export { UserDto, UserSummaryDto } from './interface/user.dto.js';
export { UserModule } from './user.module.js';
