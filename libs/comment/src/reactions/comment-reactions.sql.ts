import { shareOfCounters } from '#libs/counters';
import { sql } from '#libs/database';
import { CommentLikeAdded, CommentLikeRemoved } from '#libs/events';
import { commentLikeEdges, defineReaction } from '#libs/reaction';
import { commentCounters } from '../comment/comment-counters.sql.js';
import { commentsUnder } from '../comment/comments-under.sql.js';
import { visibleComment } from '../comment/visible-comment.sql.js';

/** Whoever can read a comment may like it: not its tombstone. */
export const commentLikes = defineReaction({
  of: {
    noun: 'comment',
    section: 'comment',
    one: 'a comment',
    path: 'comments',
    tag: 'Comments',
    visible: visibleComment,
    // Also those under the person's posts.
    goingWith: (userId) => [
      sql`select c.id from comment c where c.author_id = ${userId}`,
      sql`
      select c.id
      from post p
      cross join lateral ${commentsUnder('p.id')} c
      where p.author_id = ${userId}`,
    ],
  },
  edges: commentLikeEdges,
  name: 'comment likes',
  file: 'reactions/comment-likes',
  counted: (truth) => shareOfCounters(commentCounters, { like_count: truth }),
  added: (commentId, userId) => new CommentLikeAdded({ commentId, userId }),
  removed: (commentId, userId) => new CommentLikeRemoved({ commentId, userId }),
});
