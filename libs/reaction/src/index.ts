export { CommentReactionService } from './comment-reaction.service.js';
export { PostReactionService } from './post-reaction.service.js';
export { ReactionModule } from './reaction.module.js';
export { BookmarkDto, LikeDto } from './reaction.dto.js';
