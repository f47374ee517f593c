import type { Feature } from '#libs/database';
import { RecommendedController } from './recommended.controller.js';
import { RecommendedJobs } from './recommended.jobs.js';
import { RecommendedReader } from './recommended.reader.js';
import { RecommendedRepository } from './recommended.repository.js';
import { RecommendedService } from './recommended.service.js';
import { RecommendedRankingEntity } from './recommended-ranking.entity.js';
import { RecommendedSeenEntity } from './recommended-seen.entity.js';

/** What the module takes from this folder. */
export const recommendedFeature: Feature = {
  controllers: [RecommendedController],
  providers: [RecommendedRepository, RecommendedReader, RecommendedService, RecommendedJobs],
  entities: [RecommendedRankingEntity, RecommendedSeenEntity],
};
