import type { Feature } from '#libs/database';
import { ActCountersService } from './act-counters.service.js';
import { UserCounterEntity } from './user-counter.entity.js';

/** What the module takes from this folder. */
export const countingFeature: Feature = {
  providers: [ActCountersService],
  entities: [UserCounterEntity],
};
