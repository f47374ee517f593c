import type { Feature } from '#libs/database';
import { PostRevisionEntity } from './post-revision.entity.js';
import { PostRevisionReader } from './post-revision.reader.js';

/** What the module takes from this folder. */
export const historyFeature: Feature = {
  providers: [PostRevisionReader],
  entities: [PostRevisionEntity],
};
