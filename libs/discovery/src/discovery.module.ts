import { Module } from '@nestjs/common';
import { PersistenceModule, together } from '#libs/database';
import { defineTag } from '#libs/http';
import { MediaModule } from '#libs/media';
import { PeopleModule } from '#libs/people';
import { hideTrendingTags, PostModule } from '#libs/post';
import { SocialGraphModule } from '#libs/social-graph';
import { dismissalsFeature } from './dismissals/dismissals.feature.js';
import { dismissedTag } from './dismissals/dismissed.sql.js';
import { figuresFeature } from './figures/figures.feature.js';
import { leavingFeature } from './leaving/leaving.feature.js';
import { RecentSearches1795781000000 } from './migrations/1795781000000-recent-searches.js';
import { PersonNeighbours1795791100000 } from './migrations/1795791100000-person-neighbours.js';
import { SuggestionRankings1795791100100 } from './migrations/1795791100100-suggestion-rankings.js';
import { RecommendedPosts1795791600000 } from './migrations/1795791600000-recommended-posts.js';
import { Dismissals1795791700000 } from './migrations/1795791700000-dismissals.js';
import { PostNeighbours1795792000000 } from './migrations/1795792000000-post-neighbours.js';
import { Fellows1795793000000 } from './migrations/1795793000000-fellows.js';
import { neighboursFeature } from './neighbours/neighbours.feature.js';
import { postNeighboursFeature } from './post-neighbours/post-neighbours.feature.js';
import { recentSearchesFeature } from './recent-searches/recent-searches.feature.js';
import { recommendedFeature } from './recommended/recommended.feature.js';
import { similarFeature } from './similar/similar.feature.js';
import { suggestionsFeature } from './suggestions/suggestions.feature.js';

const features = together([
  dismissalsFeature,
  figuresFeature,
  leavingFeature,
  neighboursFeature,
  postNeighboursFeature,
  recentSearchesFeature,
  recommendedFeature,
  similarFeature,
  suggestionsFeature,
]);

defineTag({
  name: 'Discovery',
  description: 'What helps to find people and posts again.',
  after: 'Lists',
});

hideTrendingTags('dismissed', dismissedTag);

/** Finding people and posts. */
@Module({
  imports: [
    PersistenceModule.forDomain({
      entities: features.entities,
      migrations: [
        RecentSearches1795781000000,
        PersonNeighbours1795791100000,
        SuggestionRankings1795791100100,
        RecommendedPosts1795791600000,
        Dismissals1795791700000,
        PostNeighbours1795792000000,
        Fellows1795793000000,
      ],
    }),
    MediaModule,
    PeopleModule,
    PostModule,
    SocialGraphModule,
  ],
  controllers: features.controllers,
  providers: features.providers,
})
export class DiscoveryModule {}
