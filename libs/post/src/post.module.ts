import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { PersistenceModule, together } from '#libs/database';
import { defineTag } from '#libs/http';
import { MediaModule, MediaNotUsable } from '#libs/media';
import { PeopleModule } from '#libs/people';
import { ReactionModule } from '#libs/reaction';
import { RichTextModule } from '#libs/rich-text';
import { SocialGraphModule } from '#libs/social-graph';
import { UserModule } from '#libs/user';
import { countingFeature } from './counting/counting.feature.js';
import { filterFeature } from './filter/filter.feature.js';
import { historyFeature } from './history/history.feature.js';
import { leavingFeature } from './leaving/leaving.feature.js';
import { listingFeature } from './listing/listing.feature.js';
import { listsFeature } from './lists/lists.feature.js';
import { postMigrations } from './migrations/index.js';
import { moderationFeature } from './moderation/moderation.feature.js';
import { picturesFeature } from './pictures/pictures.feature.js';
import { PinService } from './pins/pin.service.js';
import { pinsFeature } from './pins/pins.feature.js';
import { pollsFeature } from './polls/polls.feature.js';
import { VoteService } from './polls/vote.service.js';
import { postFeature } from './post/post.feature.js';
import { PostPolicy } from './post/post.policy.js';
import { quotesFeature } from './quotes/quotes.feature.js';
import { reactionsFeature } from './reactions/reactions.feature.js';
import { PostReader } from './reading/post.reader.js';
import { readingFeature } from './reading/reading.feature.js';
import { referencesFeature } from './references/references.feature.js';
import { repostsFeature } from './reposts/reposts.feature.js';
import { schedulingFeature } from './scheduling/scheduling.feature.js';
import { searchFeature } from './search/search.feature.js';
import { tagsFeature } from './tags/tags.feature.js';
import { trendingFeature } from './trending/trending.feature.js';
import { viewsFeature } from './views/views.feature.js';
import { EditingService } from './writing/editing.service.js';
import { PublishingService } from './writing/publishing.service.js';
import { RemovalService } from './writing/removal.service.js';
import { writingFeature } from './writing/writing.feature.js';

const features = together([
  countingFeature,
  filterFeature,
  historyFeature,
  leavingFeature,
  listingFeature,
  listsFeature,
  moderationFeature,
  picturesFeature,
  pinsFeature,
  pollsFeature,
  postFeature,
  quotesFeature,
  reactionsFeature,
  readingFeature,
  referencesFeature,
  schedulingFeature,
  repostsFeature,
  searchFeature,
  tagsFeature,
  trendingFeature,
  viewsFeature,
  writingFeature,
]);

defineTag({
  name: 'Posts',
  description: 'Publishing, reading, editing, liking, bookmarking, reposting and quoting posts.',
  after: 'People',
});

defineTag({ name: 'Tags', description: 'The tags of public posts.', after: 'Posts' });

/** Posts with their tags, pictures, history, views and counters. */
@Module({
  imports: [
    PersistenceModule.forDomain({
      entities: features.entities,
      migrations: postMigrations,
      constraints: { uq_post_image_media: MediaNotUsable },
    }),
    AuditModule,
    MediaModule,
    ReactionModule,
    UserModule,
    SocialGraphModule,
    PeopleModule,
    RichTextModule,
  ],
  controllers: features.controllers,
  providers: features.providers,
  exports: [
    PostPolicy,
    PostReader,
    PublishingService,
    EditingService,
    RemovalService,
    PinService,
    VoteService,
  ],
})
export class PostModule {}
