export { type CommentDraft, CommentService } from './writing/comment.service.js';
export { CommentModule } from './comment.module.js';
export { type CommentId, MAX_COMMENT_LENGTH, MAX_DEPTH } from './comment/comment.js';
export { commentCounters } from './comment/comment-counters.sql.js';
export { commentLikes } from './reactions/comment-reactions.sql.js';
export { CommentDto } from './reading/comment.dto.js';
export { keptComment, visibleComment } from './comment/visible-comment.sql.js';
export { CommentReader } from './reading/comment.reader.js';
