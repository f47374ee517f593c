import type { Feature } from '#libs/database';
import { AdminFollowController } from './admin-follow.controller.js';
import { AdminFollowReader } from './admin-follow.reader.js';
import { FollowController } from './follow.controller.js';
import { FollowEntity } from './follow.entity.js';
import { FollowRepository } from './follow.repository.js';
import { FollowService } from './follow.service.js';
import { FollowEdgesService } from './follow-edges.service.js';
import { FollowRequestEntity } from './follow-request.entity.js';
import { FollowSettingsService } from './follow-settings.service.js';
import { FollowerController } from './follower.controller.js';
import { FollowerService } from './follower.service.js';
import { OpenedProfileHandler } from './opened-profile.handler.js';

/** What the module takes from this folder. */
export const followingFeature: Feature = {
  controllers: [AdminFollowController, FollowController, FollowerController],
  providers: [
    AdminFollowReader,
    FollowEdgesService,
    FollowRepository,
    FollowService,
    FollowSettingsService,
    FollowerService,
    OpenedProfileHandler,
  ],
  entities: [FollowEntity, FollowRequestEntity],
};
