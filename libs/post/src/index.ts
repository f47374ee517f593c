export { EditingService } from './writing/editing.service.js';
export { PostPolicy } from './post/post.policy.js';
export { PublishingService } from './writing/publishing.service.js';
export { RemovalService } from './writing/removal.service.js';
export { ViewsService } from './views/views.service.js';
export { type NewPost, type PostId, TAG_LENGTH } from './post/post.js';
export { postCounters } from './post/post-counters.sql.js';
export { type PostRow, postsOf } from './post/post-row.sql.js';
export {
  listedPost,
  offeredPost,
  openPost,
  publicPost,
  unwarnedPost,
  visiblePost,
} from './post/visible-post.sql.js';
export { PostDto } from './reading/post.dto.js';
export { PostReader } from './reading/post.reader.js';
export { bookmarks, postLikes, postReposts } from './reactions/post-reactions.sql.js';
export { defineTrendingActs } from './trending/trending-acts.sql.js';
export { hideTrendingTags } from './tags/hidden-tag.sql.js';
export { PinService } from './pins/pin.service.js';
export { VoteService } from './polls/vote.service.js';
export { PostModule } from './post.module.js';
