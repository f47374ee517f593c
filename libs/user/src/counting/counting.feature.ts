import type { Feature } from '#libs/database';
import { UserCounterEntity } from './user-counter.entity.js';

/** What the module takes from this folder. */
export const countingFeature: Feature = {
  entities: [UserCounterEntity],
};
