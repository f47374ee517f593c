import type { Feature } from '#libs/database';
import { AdminCommentController } from './admin-comment.controller.js';
import { AdminCommentReader } from './admin-comment.reader.js';
import { CommentModerationRepository } from './comment-moderation.repository.js';
import { CommentModerationService } from './comment-moderation.service.js';

/** What the module takes from this folder. */
export const moderationFeature: Feature = {
  controllers: [AdminCommentController],
  providers: [AdminCommentReader, CommentModerationService, CommentModerationRepository],
};
