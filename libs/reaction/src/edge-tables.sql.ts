import type { EdgeTable } from './reaction-kind.sql.js';

/** Likes of posts. */
export const postLikeEdges: EdgeTable = { table: 'post_like', target: 'post_id' };

/** Likes of comments. */
export const commentLikeEdges: EdgeTable = { table: 'comment_like', target: 'comment_id' };

/** Bookmarks of posts. */
export const bookmarkEdges: EdgeTable = { table: 'bookmark', target: 'post_id' };
