import type { Feature } from '#libs/database';
import { likeControllerOf } from '#libs/reaction';
import { NoticeLikeEntity } from './notice-like.entity.js';
import { NoticeLikeCountHandler } from './notice-like-count.handler.js';
import { NoticeLikeCounterEntity } from './notice-like-counter.entity.js';
import { noticeLikes } from './notice-likes.sql.js';

/** What the module takes from this folder. */
export const reactionsFeature: Feature = {
  controllers: [likeControllerOf(noticeLikes)],
  providers: [NoticeLikeCountHandler],
  entities: [NoticeLikeEntity, NoticeLikeCounterEntity],
};
