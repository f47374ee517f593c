import { SocialGraphSchema1763690000400 } from './1763690000400-social-graph-schema.js';

/** All of this lib, oldest first. */
export const socialGraphMigrations = [SocialGraphSchema1763690000400];
