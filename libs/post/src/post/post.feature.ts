import type { Feature } from '#libs/database';
import { PostEntity } from './post.entity.js';
import { PostPolicy } from './post.policy.js';
import { PostRepository } from './post.repository.js';
import { PostCounterEntity } from './post-counter.entity.js';
import { PostRowReader } from './post-row.reader.js';

/** What the module takes from this folder. */
export const postFeature: Feature = {
  providers: [PostPolicy, PostRepository, PostRowReader],
  entities: [PostCounterEntity, PostEntity],
};
