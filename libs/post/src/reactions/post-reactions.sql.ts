import { shareOfCounters } from '#libs/counters';
import { sql } from '#libs/database';
import {
  BookmarkAdded,
  BookmarkRemoved,
  PostLikeAdded,
  PostLikeRemoved,
  RepostAdded,
  RepostRemoved,
} from '#libs/events';
import { bookmarkEdges, defineReaction, postLikeEdges, type ReactionTarget } from '#libs/reaction';
import { NotShareable } from '../post/post.errors.js';
import { postCounters } from '../post/post-counters.sql.js';
import { openPost, visiblePost } from '../post/visible-post.sql.js';

/** Whoever sees a post may react to it. */
const posts: ReactionTarget<'post'> = {
  noun: 'post',
  section: 'post',
  one: 'a post',
  path: 'posts',
  tag: 'Posts',
  visible: visiblePost,
  goingWith: (userId) => [sql`select p.id from post p where p.author_id = ${userId}`],
};

export const postLikes = defineReaction({
  of: posts,
  edges: postLikeEdges,
  name: 'post likes',
  file: 'reactions/post-likes',
  counted: (truth) => shareOfCounters(postCounters, { like_count: truth }),
  added: (postId, userId) => new PostLikeAdded({ postId, userId }),
  removed: (postId, userId) => new PostLikeRemoved({ postId, userId }),
});

export const bookmarks = defineReaction({
  of: posts,
  edges: bookmarkEdges,
  name: 'bookmarks',
  file: 'bookmarks',
  counted: (truth) => shareOfCounters(postCounters, { bookmark_count: truth }),
  added: (postId, userId) => new BookmarkAdded({ postId, userId }),
  removed: (postId, userId) => new BookmarkRemoved({ postId, userId }),
});

/** Reposts: of what everybody can see. */
export const postReposts = defineReaction({
  of: posts,
  edges: { table: 'post_repost', target: 'post_id' },
  name: 'reposts',
  file: 'reactions/reposts',
  only: { condition: openPost, refusal: NotShareable },
  counted: (truth) => shareOfCounters(postCounters, { repost_count: truth }),
  added: (postId, userId) => new RepostAdded({ postId, userId }),
  removed: (postId, userId) => new RepostRemoved({ postId, userId }),
});
