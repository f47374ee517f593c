import type { Feature } from '#libs/database';
import { bookmarkControllerOf, likeControllerOf } from '#libs/reaction';
import { MarkedPostsController } from './marked-posts.controller.js';
import { bookmarks, postLikes } from './post-reactions.sql.js';

/** What the module takes from this folder. */
export const reactionsFeature: Feature = {
  controllers: [
    likeControllerOf(postLikes),
    bookmarkControllerOf(bookmarks),
    MarkedPostsController,
  ],
};
