import type { Feature } from '#libs/database';
import { AuthoredCommentsController } from './authored-comments.controller.js';
import { CommentReader } from './comment.reader.js';
import { CommentKeysService } from './comment-keys.service.js';
import { CommentListReader } from './comment-list.reader.js';

/** What the module takes from this folder. */
export const readingFeature: Feature = {
  controllers: [AuthoredCommentsController],
  providers: [CommentKeysService, CommentListReader, CommentReader],
};
