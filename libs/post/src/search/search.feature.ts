import type { Feature } from '#libs/database';
import { PostSearch } from '../post/post-search.js';
import { PostKeysService } from './post-keys.service.js';
import { PostSearchRepository } from './post-search.repository.js';
import { PostTextEntity } from './post-text.entity.js';

/** What the module takes from this folder. */
export const searchFeature: Feature = {
  providers: [PostKeysService, { provide: PostSearch, useClass: PostSearchRepository }],
  entities: [PostTextEntity],
};
