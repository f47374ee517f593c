import type { Feature } from '#libs/database';
import { PostTrendEntity } from './post-trend.entity.js';
import { TrendRepository } from './trend.repository.js';
import { TrendsJobs } from './trends.jobs.js';

/** What the module takes from this folder. */
export const trendingFeature: Feature = {
  providers: [TrendRepository, TrendsJobs],
  entities: [PostTrendEntity],
};
