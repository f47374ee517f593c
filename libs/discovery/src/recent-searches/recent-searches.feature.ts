import type { Feature } from '#libs/database';
import { RecentSearchController } from './recent-search.controller.js';
import { RecentSearchEntity } from './recent-search.entity.js';
import { RecentSearchReader } from './recent-search.reader.js';
import { RecentSearchRepository } from './recent-search.repository.js';
import { RecentSearchService } from './recent-search.service.js';

/** What the module takes from this folder. */
export const recentSearchesFeature: Feature = {
  controllers: [RecentSearchController],
  providers: [RecentSearchReader, RecentSearchRepository, RecentSearchService],
  entities: [RecentSearchEntity],
};
