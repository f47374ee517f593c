export { CommentReactionService } from './application/comment-reaction.service.js';
export { PostReactionService } from './application/post-reaction.service.js';
export { ReactionModule } from './reaction.module.js';
export { BookmarkDto, LikeDto } from './interface/reaction.dto.js';
