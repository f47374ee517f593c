import { Module } from '@nestjs/common';
import { PersistenceModule, together } from '#libs/database';
import { FeedModule } from '#libs/feed';
import { defineTag } from '#libs/http';
import { PeopleModule } from '#libs/people';
import { SocialGraphModule } from '#libs/social-graph';
import { leavingFeature } from './leaving/leaving.feature.js';
import { listFeature } from './list/list.feature.js';
import { membersFeature } from './members/members.feature.js';
import { PeopleListMemberService } from './members/people-list-member.service.js';
import { PeopleListSchema1795752000000 } from './migrations/1795752000000-people-list-schema.js';
import { owningFeature } from './owning/owning.feature.js';
import { PeopleListService } from './owning/people-list.service.js';
import { readingFeature } from './reading/reading.feature.js';

const features = together([
  leavingFeature,
  listFeature,
  membersFeature,
  owningFeature,
  readingFeature,
]);

defineTag({
  name: 'Lists',
  description: 'Lists of people that one keeps for oneself, and what these people publish.',
  after: 'Comments',
});

/** Lists of people, each for its owner alone. */
@Module({
  imports: [
    PersistenceModule.forDomain({
      entities: features.entities,
      migrations: [PeopleListSchema1795752000000],
    }),
    FeedModule,
    PeopleModule,
    SocialGraphModule,
  ],
  controllers: features.controllers,
  providers: features.providers,
  exports: [PeopleListService, PeopleListMemberService],
})
export class PeopleListModule {}
