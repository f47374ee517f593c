export { AccountStatusService } from './leaving/account-status.service.js';
export { ActCountersService, type CountedAct } from './counting/act-counters.service.js';
export { AdminAccountsService } from './administration/admin-accounts.service.js';
export { ProfileService } from './profile/profile.service.js';
export { type SignedIn } from './sessions/session.service.js';
export { SignUpService } from './sign-up/sign-up.service.js';
export type { SignUp } from './sign-up/sign-up-check.service.js';
export type { OwnAccount, OwnProfile } from './me/own-account.js';
export { OwnAccountReader } from './me/own-account.reader.js';
export { nameContains, contains } from './names/substring-condition.sql.js';
export { userCounters } from './counting/user-counters.sql.js';
export { MeDto, MyProfileDto } from './me/me.dto.js';
export { UserModule } from './user.module.js';
export {
  type HeldPerson,
  heldPerson,
  PersonHoldRepository,
} from './account/person-hold.repository.js';
export { type MeetTime, MEET_TIMES } from './account/meet-time.js';
export { MAX_NAME } from './account/names.js';
export { MAX_BIO, MAX_LINKS, MAX_REGION, MAX_SKILL, MAX_SKILLS } from './account/profile-limits.js';
