export { BlockService } from './blocking/block.service.js';
export { FollowService, type FollowState } from './following/follow.service.js';
export { FollowSettingsService } from './following/follow-settings.service.js';
export { FollowerService } from './following/follower.service.js';
export { MuteService } from './blocking/mute.service.js';
export { pairKey, PairRepository } from './pair/pair.repository.js';
export { Blocked } from './pair/social-graph.errors.js';
export { SocialGraphModule } from './social-graph.module.js';
export {
  notBlockedBy,
  noBlockBetween,
  activePerson,
  follows,
  idSql,
  mutes,
  type IdSql,
  openProfile,
  offeredProfile,
  publicProfile,
} from './visibility/visible-person.sql.js';
export { UserPolicy } from './visibility/user.policy.js';
