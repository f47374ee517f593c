import type { Feature } from '#libs/database';
import { CommentCountHandler } from './comment-count.handler.js';
import { CommentRecountHandler } from './comment-recount.handler.js';
import { PersonCommentReader } from './person-comment.reader.js';

/** What the module takes from this folder. */
export const countingFeature: Feature = {
  providers: [CommentCountHandler, CommentRecountHandler, PersonCommentReader],
};
