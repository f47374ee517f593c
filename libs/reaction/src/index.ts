export { bookmarkControllerOf } from './bookmark.controller.js';
export { bookmarkEdges, commentLikeEdges, postLikeEdges } from './edge-tables.sql.js';
export { likeControllerOf } from './like.controller.js';
export { defineReaction, type ReactionKind, type ReactionTarget } from './reaction-kind.sql.js';
export { ReactionModule } from './reaction.module.js';
export { ReactionReader } from './reaction.reader.js';
export { ReactionService } from './reaction.service.js';
export { BookmarkDto, LikeDto } from './reaction.dto.js';
