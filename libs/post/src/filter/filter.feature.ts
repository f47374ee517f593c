import type { Feature } from '#libs/database';
import { PostFilterReader } from './post-filter.reader.js';

/** What the module takes from this folder. */
export const filterFeature: Feature = {
  providers: [PostFilterReader],
};
