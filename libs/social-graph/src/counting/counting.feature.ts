import type { Feature } from '#libs/database';
import { FollowCountHandler } from './follow-count.handler.js';
import { NeighbourRepository } from './neighbour.repository.js';

/** What the module takes from this folder. */
export const countingFeature: Feature = {
  providers: [FollowCountHandler, NeighbourRepository],
};
