import type { Feature } from '#libs/database';
import { AuthorCountHandler } from './author-count.handler.js';
import { PostCountHandler } from './post-count.handler.js';

/** What the module takes from this folder. */
export const countingFeature: Feature = {
  providers: [AuthorCountHandler, PostCountHandler],
};
