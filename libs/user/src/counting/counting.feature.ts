import type { Feature } from '#libs/database';
import { ActCountersService } from './act-counters.service.js';
import { NeighbourRepository } from './neighbour.repository.js';
import { UserCounterEntity } from './user-counter.entity.js';
import { UserCountHandler } from './user-count.handler.js';

/** What the module takes from this folder. */
export const countingFeature: Feature = {
  providers: [ActCountersService, NeighbourRepository, UserCountHandler],
  entities: [UserCounterEntity],
};
