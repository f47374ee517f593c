export { AccountStatusService } from './leaving/account-status.service.js';
export { ActCountersService, type CountedAct } from './counting/act-counters.service.js';
export { AdminAccountsService } from './administration/admin-accounts.service.js';
export { ProfileService } from './profile/profile.service.js';
export { type SignedIn } from './sessions/session.service.js';
export { SignUpService } from './sign-up/sign-up.service.js';
export type { SignUp } from './sign-up/sign-up-check.service.js';
export { UserPolicy } from './people/user.policy.js';
export type { OwnAccount, OwnProfile } from './me/own-account.js';
export type { UserCard, UserSummary } from './account/user-card.js';
export { OwnAccountReader } from './me/own-account.reader.js';
export { nameContains } from './people/substring-condition.sql.js';
export { userCounters } from './counting/user-counters.sql.js';
export { summaryOf, type SummaryRow, presentSummary, UserReader } from './people/user.reader.js';
export * from './people/visible-person.sql.js';
export { MeDto, MyProfileDto } from './me/me.dto.js';
export { UserDto, UserSummaryDto } from './people/user.dto.js';
export { UserModule } from './user.module.js';
export {
  type HeldPerson,
  heldPerson,
  PersonHoldRepository,
} from './account/person-hold.repository.js';
