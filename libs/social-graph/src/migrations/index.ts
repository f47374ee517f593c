import { SocialGraphSchema1763690000400 } from './1763690000400-social-graph-schema.js';
import { RequestedFollows1795742600100 } from './1795742600100-requested-follows.js';
import { HiddenReposts1795780600400 } from './1795780600400-hidden-reposts.js';
import { HiddenRepostIndex1795780600410 } from './1795780600410-hidden-repost-index.js';
import { FollowTimeIndex1795791300010 } from './1795791300010-follow-time-index.js';

/** All of this lib, oldest first. */
export const socialGraphMigrations = [
  SocialGraphSchema1763690000400,
  RequestedFollows1795742600100,
  HiddenReposts1795780600400,
  HiddenRepostIndex1795780600410,
  FollowTimeIndex1795791300010,
];
