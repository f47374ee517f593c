import type { Feature } from '#libs/database';
import { PostReferencesService } from './post-references.service.js';

/** What the module takes from this folder. */
export const referencesFeature: Feature = {
  providers: [PostReferencesService],
};
