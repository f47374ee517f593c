import type { Feature } from '#libs/database';
import { AuthorCountHandler } from './author-count.handler.js';
import { PostRecountHandler } from './post-recount.handler.js';
import { PostCountHandler } from './post-count.handler.js';

/** What the module takes from this folder. */
export const countingFeature: Feature = {
  providers: [AuthorCountHandler, PostRecountHandler, PostCountHandler],
};
