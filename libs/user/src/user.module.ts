import { Global, Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { MediaModule } from '#libs/media';
import { IdempotencyModule, SessionAuthority, defineTag } from '#libs/http';
import { PersistenceModule, together } from '#libs/database';
import { ActCountersService } from './counting/act-counters.service.js';
import { AccountStatusService } from './leaving/account-status.service.js';
import { AdminAccountsService } from './administration/admin-accounts.service.js';
import { ProfileService } from './profile/profile.service.js';
import { SignUpService } from './sign-up/sign-up.service.js';
import { EmailTaken, NicknameTaken, PhoneTaken } from './account/user.errors.js';
import { PersonHoldRepository } from './account/person-hold.repository.js';
import { OwnAccountReader } from './me/own-account.reader.js';
import { accountFeature } from './account/account.feature.js';
import { administrationFeature } from './administration/administration.feature.js';
import { countingFeature } from './counting/counting.feature.js';
import { credentialsFeature } from './credentials/credentials.feature.js';
import { exportFeature } from './export/export.feature.js';
import { leavingFeature } from './leaving/leaving.feature.js';
import { mailFeature } from './mail/mail.feature.js';
import { meFeature } from './me/me.feature.js';
import { passwordsFeature } from './passwords/passwords.feature.js';
import { namesFeature } from './names/names.feature.js';
import { profileFeature } from './profile/profile.feature.js';
import { recoveryFeature } from './recovery/recovery.feature.js';
import { sessionsFeature } from './sessions/sessions.feature.js';
import { signInFeature } from './sign-in/sign-in.feature.js';
import { signUpFeature } from './sign-up/sign-up.feature.js';
import { userMigrations } from './migrations/index.js';

const features = together([
  accountFeature,
  administrationFeature,
  countingFeature,
  credentialsFeature,
  exportFeature,
  leavingFeature,
  mailFeature,
  meFeature,
  namesFeature,
  passwordsFeature,
  profileFeature,
  recoveryFeature,
  sessionsFeature,
  signInFeature,
  signUpFeature,
]);

defineTag({
  name: 'Authentication',
  description: 'Sign-up, login, sessions, and what arrives by mail.',
});

defineTag({
  name: 'Me',
  description: 'The signed-in person: account, profile, and own lists.',
  after: 'Authentication',
});

/** Accounts, profiles and sessions. Global: every request asks it who sends it. */
@Global()
@Module({
  imports: [
    AuditModule,
    IdempotencyModule,
    MediaModule,
    PersistenceModule.forDomain({
      entities: features.entities,
      migrations: userMigrations,
      constraints: {
        uq_user_email: EmailTaken,
        uq_user_phone: PhoneTaken,
        uq_profile_nickname: NicknameTaken,
      },
    }),
  ],
  controllers: features.controllers,
  providers: features.providers,
  exports: [
    AccountStatusService,
    ActCountersService,
    AdminAccountsService,
    OwnAccountReader,
    PersonHoldRepository,
    ProfileService,
    SessionAuthority,
    SignUpService,
  ],
})
export class UserModule {}
