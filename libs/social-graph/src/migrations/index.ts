import { SocialGraphSchema1763690000400 } from './1763690000400-social-graph-schema.js';
import { RequestedFollows1795742600100 } from './1795742600100-requested-follows.js';

/** All of this lib, oldest first. */
export const socialGraphMigrations = [
  SocialGraphSchema1763690000400,
  RequestedFollows1795742600100,
];
