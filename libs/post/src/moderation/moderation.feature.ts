import type { Feature } from '#libs/database';
import { AdminPostController } from './admin-post.controller.js';
import { AdminPostReader } from './admin-post.reader.js';
import { ModeratedPostsService } from './moderated-posts.service.js';
import { PostModerationRepository } from './post-moderation.repository.js';
import { PostModerationService } from './post-moderation.service.js';

/** What the module takes from this folder. */
export const moderationFeature: Feature = {
  controllers: [AdminPostController],
  providers: [
    AdminPostReader,
    ModeratedPostsService,
    PostModerationService,
    PostModerationRepository,
  ],
};
