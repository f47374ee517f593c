import type { Feature } from '#libs/database';
import { PersonVisibilityReader } from './person-visibility.reader.js';
import { UserPolicy } from './user.policy.js';

/** What the module takes from this folder. */
export const visibilityFeature: Feature = {
  providers: [PersonVisibilityReader, UserPolicy],
};
