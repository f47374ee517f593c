import type { Feature } from '#libs/database';
import { CommentController } from './comment.controller.js';
import { CommentService } from './comment.service.js';
import { PostCommentsController } from './post-comments.controller.js';

/** What the module takes from this folder. */
export const writingFeature: Feature = {
  controllers: [CommentController, PostCommentsController],
  providers: [CommentService],
};
