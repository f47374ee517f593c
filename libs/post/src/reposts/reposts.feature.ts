import type { Feature } from '#libs/database';
import { RepostController } from './repost.controller.js';
import { RepostEntity } from './repost.entity.js';

/** What the module takes from this folder. */
export const repostsFeature: Feature = {
  controllers: [RepostController],
  entities: [RepostEntity],
};
