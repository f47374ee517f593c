export { CommentPolicy } from './application/comment.policy.js';
export { type CommentDraft, CommentService } from './application/comment.service.js';
export { CommentModule } from './comment.module.js';
export { MAX_COMMENT_LENGTH, MAX_DEPTH } from './domain/comment.js';
export { commentCounters } from './infrastructure/comment-counters.js';
export { commentsUnder } from './infrastructure/comments-under.js';
export { visibleComment } from './infrastructure/visible-comment.js';
export { CommentDto } from './interface/comment.dto.js';
export { CommentReader } from './interface/comment.reader.js';
