export { BlockService } from './blocking/block.service.js';
export { FollowService, type FollowState } from './following/follow.service.js';
export { FollowerService } from './following/follower.service.js';
export { MuteService } from './blocking/mute.service.js';
export { SocialGraphModule } from './social-graph.module.js';
