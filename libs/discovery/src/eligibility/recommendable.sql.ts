import { sql, type SqlFragment } from '#libs/database';
import { offeredPost } from '#libs/post';
import type { IdSql } from '#libs/social-graph';
import { suggestable } from './suggestable.sql.js';

/**
 * SQL: whether a post may be suggested to the viewer, by somebody who may be suggested to the viewer.
 *
 * @param post alias of a row of `post`
 * @param viewer an id that nobody has when nobody is signed in
 */
export function recommendable(viewer: IdSql, post: string): SqlFragment {
  return sql`(${offeredPost(post)} and ${suggestable(viewer, `${post}.author_id`)})`;
}
