import { Global, Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { MediaModule } from '#libs/media';
import { IdempotencyModule, SessionAuthority } from '#libs/http';
import { PersistenceModule } from '#libs/database';
import { Availability } from './application/availability.service.js';
import { SignUpCheck } from './application/sign-up-check.service.js';
import { NameKeys } from './application/name-keys.service.js';
import { AccountErasure } from './application/account-erasure.service.js';
import { ActCounters } from './application/act-counters.service.js';
import { AccountPersonalData } from './application/account-personal-data.service.js';
import { ErasureAdministration } from './application/erasure-administration.service.js';
import { ErasureJobs } from './application/erasure.jobs.js';
import { ErasureService } from './application/erasure.service.js';
import { ExportAddresses } from './application/export-addresses.js';
import { ExportHandler } from './application/export.handler.js';
import { ExportJobs } from './application/export.jobs.js';
import { ExportMaker } from './application/export-maker.service.js';
import { ExportPersonalData } from './application/export-personal-data.service.js';
import { ExportWaiting } from './application/export-waiting.service.js';
import { ExportService } from './application/export.service.js';
import { AccountErasureRepository } from './infrastructure/account-erasure.repository.js';
import { DataExport } from './infrastructure/data-export.entity.js';
import { DataExportReader } from './infrastructure/data-export.reader.js';
import { DataExportRepository } from './infrastructure/data-export.repository.js';
import { Erasure } from './infrastructure/erasure.entity.js';
import { ErasureRepository } from './infrastructure/erasure.repository.js';
import { PersonalData1763690000320 } from './infrastructure/migrations/1763690000320-personal-data.js';
import { PersonSessionReader } from './infrastructure/person-session.reader.js';
import { ErasureController } from './interface/erasure.controller.js';
import { ExportController } from './interface/export.controller.js';
import { AccountDeletion } from './application/account-deletion.service.js';
import { AccountHold } from './application/account-hold.service.js';
import { CredentialChange } from './application/credential-change.service.js';
import { EmailChange } from './application/email-change.service.js';
import { OtherSessions } from './application/other-sessions.service.js';
import { AccountMailHandler } from './application/account-mail.handler.js';
import { AccountPost } from './application/account-post.service.js';
import { AccountService } from './application/account.service.js';
import { AccountStatusService } from './application/account-status.service.js';
import { AdminAccounts } from './application/admin-accounts.service.js';
import { EmailVerificationService } from './application/email-verification.service.js';
import { MailCleanup } from './application/mail-cleanup.jobs.js';
import { LoginThrottle } from './application/login-throttle.service.js';
import { LoginService } from './application/login.service.js';
import { PasswordCheck } from './application/password-check.service.js';
import { PasswordResetService } from './application/password-reset.service.js';
import { PasswordService } from './application/password.service.js';
import { ProfileMediaPolicy } from './application/profile-media.policy.js';
import { ProfilePictureHandler } from './application/profile-picture.handler.js';
import { ProfilePictureService } from './application/profile-picture.service.js';
import { ProfileService } from './application/profile.service.js';
import { RefreshService } from './application/refresh.service.js';
import { RegistrationService } from './application/registration.service.js';
import { StoredSessionAuthority } from './application/session-authority.service.js';
import { SessionService } from './application/session.service.js';
import { SignUpService } from './application/sign-up.service.js';
import { UserAdministration } from './application/user-administration.service.js';
import { UserCleanup } from './application/user-cleanup.jobs.js';
import { UserCounterHandler } from './application/user-counter.handler.js';
import { UserPolicy } from './application/user.policy.js';
import { EmailTaken, NicknameTaken, PhoneTaken } from './domain/user.errors.js';
import { AccountReader } from './infrastructure/account.reader.js';
import { AccountRepository } from './infrastructure/account.repository.js';
import { AdministeredListReader } from './infrastructure/administered-list.reader.js';
import { AdministrationRepository } from './infrastructure/administration.repository.js';
import { BegunRepository } from './infrastructure/begun.repository.js';
import { EdgeRepository } from './infrastructure/edge.repository.js';
import { HashingLine } from './infrastructure/hashing-line.js';
import { KnownPlace } from './infrastructure/known-place.entity.js';
import { KnownPlaceRepository } from './infrastructure/known-place.repository.js';
import { MailAllowance } from './infrastructure/mail-allowance.entity.js';
import { MailAllowanceRepository } from './infrastructure/mail-allowance.repository.js';
import { MailToken } from './infrastructure/mail-token.entity.js';
import { MailTokenRepository } from './infrastructure/mail-token.repository.js';
import { UserSchema1763690000300 } from './infrastructure/migrations/1763690000300-user-schema.js';
import { UserAdministration1763690000310 } from './infrastructure/migrations/1763690000310-user-administration.js';
import { StandingChange1763690000330 } from './infrastructure/migrations/1763690000330-standing-change.js';
import { NameSearch1763690000340 } from './infrastructure/migrations/1763690000340-name-search.js';
import { MailAllowance1763690000370 } from './infrastructure/migrations/1763690000370-mail-allowance.js';
import { NextPicture1795697499300 } from './infrastructure/migrations/1795697499300-next-picture.js';
import { OwnAccountReader } from './infrastructure/own-account.reader.js';
import { PasswordHasher } from './infrastructure/password-hasher.js';
import { PasswordRepository } from './infrastructure/password.repository.js';
import { PersonVisibilityReader } from './infrastructure/person-visibility.reader.js';
import { Profile } from './infrastructure/profile.entity.js';
import { ProfileImageReader } from './infrastructure/profile-image.reader.js';
import { ProfileRepository } from './infrastructure/profile.repository.js';
import { RefreshToken } from './infrastructure/refresh-token.entity.js';
import { ReservedNickname } from './infrastructure/reserved-nickname.entity.js';
import { Session } from './infrastructure/session.entity.js';
import { SessionReader } from './infrastructure/session.reader.js';
import { SessionRepository } from './infrastructure/session.repository.js';
import { SetupLock } from './infrastructure/setup-lock.repository.js';
import { StandingRepository } from './infrastructure/standing.repository.js';
import { UserAccount } from './infrastructure/user-account.entity.js';
import { UserCounter } from './infrastructure/user-counter.entity.js';
import { UserListReader } from './infrastructure/user-list.reader.js';
import { UserReader } from './infrastructure/user.reader.js';
import { AccountDeletionController } from './interface/account-deletion.controller.js';
import { AccountPageController } from './interface/account-page.controller.js';
import { AccountRecoveryController } from './interface/account-recovery.controller.js';
import { AdminUserController } from './interface/admin-user.controller.js';
import { MeController } from './interface/me.controller.js';
import { MyProfileController } from './interface/my-profile.controller.js';
import { ProfilePictureController } from './interface/profile-picture.controller.js';
import { SessionController } from './interface/session.controller.js';
import { SignInController } from './interface/sign-in.controller.js';
import { UserController } from './interface/user.controller.js';

/** What people get of what is kept of them, and how it goes for good. */
const personalData = [
  AccountErasure,
  AccountErasureRepository,
  AccountPersonalData,
  DataExportReader,
  DataExportRepository,
  ErasureAdministration,
  ErasureJobs,
  ErasureRepository,
  ErasureService,
  ExportAddresses,
  ExportHandler,
  ExportJobs,
  ExportMaker,
  ExportPersonalData,
  ExportService,
  ExportWaiting,
  PersonSessionReader,
];

/** Accounts, profiles and sessions. Global: every request asks it who sends it. */
@Global()
@Module({
  imports: [
    AuditModule,
    IdempotencyModule,
    MediaModule,
    PersistenceModule.forDomain({
      entities: [
        UserAccount,
        Profile,
        UserCounter,
        ReservedNickname,
        Session,
        RefreshToken,
        MailAllowance,
        MailToken,
        KnownPlace,
        Erasure,
        DataExport,
      ],
      migrations: [
        UserSchema1763690000300,
        UserAdministration1763690000310,
        PersonalData1763690000320,
        StandingChange1763690000330,
        NameSearch1763690000340,
        MailAllowance1763690000370,
        NextPicture1795697499300,
      ],
      constraints: {
        uq_user_email: EmailTaken,
        uq_user_phone: PhoneTaken,
        uq_profile_nickname: NicknameTaken,
      },
    }),
  ],
  controllers: [
    AccountDeletionController,
    AccountPageController,
    AccountRecoveryController,
    AdminUserController,
    ErasureController,
    ExportController,
    MeController,
    MyProfileController,
    ProfilePictureController,
    SessionController,
    SignInController,
    UserController,
  ],
  providers: [
    Availability,
    SignUpCheck,
    NameKeys,
    ...personalData,
    AccountDeletion,
    AccountHold,
    AccountMailHandler,
    AccountPost,
    AccountReader,
    AccountRepository,
    AccountService,
    AccountStatusService,
    ActCounters,
    AdminAccounts,
    AdministeredListReader,
    AdministrationRepository,
    BegunRepository,
    CredentialChange,
    EdgeRepository,
    EmailChange,
    EmailVerificationService,
    HashingLine,
    KnownPlaceRepository,
    LoginService,
    LoginThrottle,
    MailAllowanceRepository,
    MailCleanup,
    MailTokenRepository,
    OtherSessions,
    OwnAccountReader,
    PasswordCheck,
    PasswordHasher,
    PasswordRepository,
    PasswordResetService,
    PasswordService,
    PersonVisibilityReader,
    ProfileImageReader,
    ProfileMediaPolicy,
    ProfilePictureHandler,
    ProfilePictureService,
    ProfileRepository,
    ProfileService,
    RefreshService,
    RegistrationService,
    SessionReader,
    SessionRepository,
    SessionService,
    SetupLock,
    SignUpService,
    StandingRepository,
    StoredSessionAuthority,
    UserAdministration,
    UserCleanup,
    UserCounterHandler,
    UserListReader,
    UserPolicy,
    UserReader,
    { provide: SessionAuthority, useExisting: StoredSessionAuthority },
  ],
  exports: [
    AccountStatusService,
    ActCounters,
    AdminAccounts,
    OwnAccountReader,
    ProfileService,
    SessionAuthority,
    SignUpService,
    UserPolicy,
    UserReader,
  ],
})
export class UserModule {}
