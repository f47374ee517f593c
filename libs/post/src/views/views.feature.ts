import type { Feature } from '#libs/database';
import { PostViewEntity } from './post-view.entity.js';
import { PostViewRepository } from './post-view.repository.js';
import { ViewsService } from './views.service.js';

/** What the module takes from this folder. */
export const viewsFeature: Feature = {
  providers: [PostViewRepository, ViewsService],
  entities: [PostViewEntity],
};
