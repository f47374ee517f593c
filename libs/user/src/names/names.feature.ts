import type { Feature } from '#libs/database';
import { NameKeysService } from './name-keys.service.js';

/** What the module takes from this folder. */
export const namesFeature: Feature = {
  providers: [NameKeysService],
};
