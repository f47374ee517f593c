import { Module } from '@nestjs/common';
import { AccountModule } from '#libs/account';
import { AuditModule } from '#libs/audit';
import { PersistenceModule, together } from '#libs/database';
import { defineTag, IdempotencyModule } from '#libs/http';
import { MediaModule } from '#libs/media';
import { AdminAccountsService } from './administration/admin-accounts.service.js';
import { administrationFeature } from './administration/administration.feature.js';
import { countingFeature } from './counting/counting.feature.js';
import { meFeature } from './me/me.feature.js';
import { OwnAccountReader } from './me/own-account.reader.js';
import { userMigrations } from './migrations/index.js';
import { namesFeature } from './names/names.feature.js';
import { NicknameTaken } from './names/nickname.errors.js';
import { profileFeature } from './profile/profile.feature.js';
import { ProfileService } from './profile/profile.service.js';
import { ProfileHoldRepository } from './profile/profile-hold.repository.js';
import { signUpFeature } from './sign-up/sign-up.feature.js';
import { SignUpService } from './sign-up/sign-up.service.js';

const features = together([
  administrationFeature,
  countingFeature,
  meFeature,
  namesFeature,
  profileFeature,
  signUpFeature,
]);

defineTag({
  name: 'Me',
  description: 'The signed-in person: account, profile, and own lists.',
  after: 'Authentication',
});

/** The public person: profile, names and pictures of people, and what administrators do with accounts. */
@Module({
  imports: [
    AccountModule,
    AuditModule,
    IdempotencyModule,
    MediaModule,
    PersistenceModule.forDomain({
      entities: features.entities,
      migrations: userMigrations,
      constraints: { uq_profile_nickname: NicknameTaken },
    }),
  ],
  controllers: features.controllers,
  providers: features.providers,
  exports: [
    AdminAccountsService,
    OwnAccountReader,
    ProfileHoldRepository,
    ProfileService,
    SignUpService,
  ],
})
export class UserModule {}
