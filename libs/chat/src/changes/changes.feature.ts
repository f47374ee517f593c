import type { Feature } from '#libs/database';
import { ActivityChangeHandler } from './activity-change.handler.js';
import { PairChangeHandler } from './pair-change.handler.js';
import { RoomChangeRepository } from './room-change.repository.js';

/** What the module takes from this folder. */
export const changesFeature: Feature = {
  providers: [ActivityChangeHandler, PairChangeHandler, RoomChangeRepository],
};
