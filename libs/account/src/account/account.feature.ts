import type { Feature } from '#libs/database';
import { AccountReader } from './account.reader.js';
import { AccountRepository } from './account.repository.js';
import { ActCountersService } from './act-counters.service.js';
import { AdministrationRepository } from './administration.repository.js';
import { AvailabilityService } from './availability.service.js';
import { KnownNameRegistry } from './known-name.registry.js';
import { KnownPlaceEntity } from './known-place.entity.js';
import { KnownPlaceRepository } from './known-place.repository.js';
import { PersonHoldRepository } from './person-hold.repository.js';
import { UserAccountEntity } from './user-account.entity.js';

/** What the module takes from this folder. */
export const accountFeature: Feature = {
  providers: [
    AccountReader,
    AccountRepository,
    ActCountersService,
    AdministrationRepository,
    AvailabilityService,
    KnownNameRegistry,
    KnownPlaceRepository,
    PersonHoldRepository,
  ],
  entities: [KnownPlaceEntity, UserAccountEntity],
};
