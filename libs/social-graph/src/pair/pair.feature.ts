import type { Feature } from '#libs/database';
import { BlockEntity } from './block.entity.js';
import { BlockRepository } from './block.repository.js';
import { PairRepository } from './pair.repository.js';

/** What the module takes from this folder. */
export const pairFeature: Feature = {
  providers: [BlockRepository, PairRepository],
  entities: [BlockEntity],
};
