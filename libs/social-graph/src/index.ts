export { BlockService } from './application/block.service.js';
export { FollowService, type FollowState } from './application/follow.service.js';
export { FollowerService } from './application/follower.service.js';
export { MuteService } from './application/mute.service.js';
export { SocialGraphModule } from './social-graph.module.js';
