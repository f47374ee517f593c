import type { Feature } from '#libs/database';
import { SuggestionController } from './suggestion.controller.js';
import { SuggestionReader } from './suggestion.reader.js';
import { SuggestionService } from './suggestion.service.js';
import { SuggestionRankingEntity } from './suggestion-ranking.entity.js';
import { SuggestionRankingRepository } from './suggestion-ranking.repository.js';
import { SuggestionsJobs } from './suggestions.jobs.js';

/** What the module takes from this folder. */
export const suggestionsFeature: Feature = {
  controllers: [SuggestionController],
  providers: [SuggestionRankingRepository, SuggestionReader, SuggestionService, SuggestionsJobs],
  entities: [SuggestionRankingEntity],
};
