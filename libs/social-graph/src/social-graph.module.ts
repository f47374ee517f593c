import { Module } from '@nestjs/common';
import { PersistenceModule, together } from '#libs/database';
import { defineTag } from '#libs/http';
import { UserModule } from '#libs/user';
import { BlockService } from './blocking/block.service.js';
import { blockingFeature } from './blocking/blocking.feature.js';
import { MuteService } from './blocking/mute.service.js';
import { countingFeature } from './counting/counting.feature.js';
import { FollowService } from './following/follow.service.js';
import { FollowerService } from './following/follower.service.js';
import { followingFeature } from './following/following.feature.js';
import { leavingFeature } from './leaving/leaving.feature.js';
import { socialGraphMigrations } from './migrations/index.js';
import { pairFeature } from './pair/pair.feature.js';
import { PairRepository } from './pair/pair.repository.js';
import { CannotBlockSelf, CannotFollowSelf, CannotMuteSelf } from './pair/social-graph.errors.js';
import { UserPolicy } from './visibility/user.policy.js';
import { visibilityFeature } from './visibility/visibility.feature.js';

const features = together([
  blockingFeature,
  countingFeature,
  followingFeature,
  leavingFeature,
  pairFeature,
  visibilityFeature,
]);

defineTag({
  name: 'People',
  description: 'Profiles, and who follows, blocks and mutes whom.',
  after: 'Me',
});

/** Who follows, blocks and mutes whom, and who may see whom. */
@Module({
  imports: [
    UserModule,
    PersistenceModule.forDomain({
      entities: features.entities,
      migrations: socialGraphMigrations,
      constraints: {
        ck_follow_not_self: CannotFollowSelf,
        ck_follow_request_not_self: CannotFollowSelf,
        ck_block_not_self: CannotBlockSelf,
        ck_mute_not_self: CannotMuteSelf,
      },
    }),
  ],
  controllers: features.controllers,
  providers: features.providers,
  exports: [FollowService, FollowerService, BlockService, MuteService, PairRepository, UserPolicy],
})
export class SocialGraphModule {}
