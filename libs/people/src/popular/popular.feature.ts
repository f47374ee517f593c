import type { Feature } from '#libs/database';
import { LeftRankingHandler } from './left-ranking.handler.js';
import { PersonTrendEntity } from './person-trend.entity.js';
import { PersonTrendJobs } from './person-trend.jobs.js';
import { PersonTrendRepository } from './person-trend.repository.js';

/** What the module takes from this folder. */
export const popularFeature: Feature = {
  providers: [LeftRankingHandler, PersonTrendJobs, PersonTrendRepository],
  entities: [PersonTrendEntity],
};
