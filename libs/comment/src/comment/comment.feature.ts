import type { Feature } from '#libs/database';
import { CommentEntity } from './comment.entity.js';
import { CommentPolicy } from './comment.policy.js';
import { CommentRepository } from './comment.repository.js';
import { CommentCounterEntity } from './comment-counter.entity.js';
import { CommentRowReader } from './comment-row.reader.js';
import { CommentTextEntity } from './comment-text.entity.js';

/** What the module takes from this folder. */
export const commentFeature: Feature = {
  providers: [CommentPolicy, CommentRepository, CommentRowReader],
  entities: [CommentEntity, CommentCounterEntity, CommentTextEntity],
};
