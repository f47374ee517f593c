import { Global, Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { PersistenceModule, together } from '#libs/database';
import { defineTag, IdempotencyModule, SessionAuthority } from '#libs/http';
import { StreamStatements } from '#libs/live';
import { EmailTaken, PhoneTaken } from './account/account.errors.js';
import { accountFeature } from './account/account.feature.js';
import { AccountReader } from './account/account.reader.js';
import { AccountRepository } from './account/account.repository.js';
import { ActCountersService } from './account/act-counters.service.js';
import { AdministrationRepository } from './account/administration.repository.js';
import { AvailabilityService } from './account/availability.service.js';
import { KnownNameRegistry } from './account/known-name.registry.js';
import { PersonHoldRepository } from './account/person-hold.repository.js';
import { AccountService } from './credentials/account.service.js';
import { credentialsFeature } from './credentials/credentials.feature.js';
import { exportFeature } from './export/export.feature.js';
import { AccountStatusService } from './leaving/account-status.service.js';
import { leavingFeature } from './leaving/leaving.feature.js';
import { mailFeature } from './mail/mail.feature.js';
import { accountMigrations } from './migrations/index.js';
import { PasswordHasherService } from './passwords/password-hasher.service.js';
import { passwordsFeature } from './passwords/passwords.feature.js';
import { recoveryFeature } from './recovery/recovery.feature.js';
import { SessionService } from './sessions/session.service.js';
import { sessionsFeature } from './sessions/sessions.feature.js';
import { LoginService } from './sign-in/login.service.js';
import { signInFeature } from './sign-in/sign-in.feature.js';

const features = together([
  accountFeature,
  credentialsFeature,
  exportFeature,
  leavingFeature,
  mailFeature,
  passwordsFeature,
  recoveryFeature,
  sessionsFeature,
  signInFeature,
]);

defineTag({
  name: 'Authentication',
  description: 'Sign-up, login, sessions, and what arrives by mail.',
});

/** Accounts, their credentials and sessions. Global: every request asks it who sends it. */
@Global()
@Module({
  imports: [
    AuditModule,
    IdempotencyModule,
    PersistenceModule.forDomain({
      entities: features.entities,
      migrations: accountMigrations,
      constraints: { uq_user_email: EmailTaken, uq_user_phone: PhoneTaken },
    }),
  ],
  controllers: features.controllers,
  providers: features.providers,
  exports: [
    AccountReader,
    AccountRepository,
    AccountService,
    AccountStatusService,
    ActCountersService,
    AdministrationRepository,
    AvailabilityService,
    KnownNameRegistry,
    LoginService,
    PasswordHasherService,
    PersonHoldRepository,
    SessionAuthority,
    SessionService,
    StreamStatements,
  ],
})
export class AccountModule {}
