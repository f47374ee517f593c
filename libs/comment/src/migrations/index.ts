import { CommentSchema1763690000600 } from './1763690000600-comment-schema.js';
import { CommentModeration1763690000610 } from './1763690000610-comment-moderation.js';
import { CommentErasure1763690000620 } from './1763690000620-comment-erasure.js';
import { CommentSearch1763690000630 } from './1763690000630-comment-search.js';
import { CommentEntities1795745000600 } from './1795745000600-comment-entities.js';

/** All of this lib, oldest first. */
export const commentMigrations = [
  CommentSchema1763690000600,
  CommentModeration1763690000610,
  CommentErasure1763690000620,
  CommentSearch1763690000630,
  CommentEntities1795745000600,
];
