import type { Feature } from '#libs/database';
import { likeControllerOf } from '#libs/reaction';
import { commentLikes } from './comment-reactions.sql.js';
import { LikedCommentsController } from './liked-comments.controller.js';

/** What the module takes from this folder. */
export const reactionsFeature: Feature = {
  controllers: [likeControllerOf(commentLikes), LikedCommentsController],
};
