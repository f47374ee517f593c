import type { Feature } from '#libs/database';
import { AccountReader } from './account.reader.js';
import { AccountRepository } from './account.repository.js';
import { AdministrationRepository } from './administration.repository.js';
import { AvailabilityService } from './availability.service.js';
import { KnownPlaceEntity } from './known-place.entity.js';
import { KnownPlaceRepository } from './known-place.repository.js';
import { ReservedNicknameEntity } from './reserved-nickname.entity.js';
import { ReservedNicknameRepository } from './reserved-nickname.repository.js';
import { PersonHoldRepository } from './person-hold.repository.js';
import { UserAccountEntity } from './user-account.entity.js';

/** What the module takes from this folder. */
export const accountFeature: Feature = {
  providers: [
    AccountReader,
    AccountRepository,
    AdministrationRepository,
    AvailabilityService,
    KnownPlaceRepository,
    ReservedNicknameRepository,
    PersonHoldRepository,
  ],
  entities: [KnownPlaceEntity, ReservedNicknameEntity, UserAccountEntity],
};
