import { sql, type SqlFragment } from '#libs/database';
import { offeredPost } from '#libs/post';
import type { IdSql } from '#libs/social-graph';
import { undismissedPost } from '../dismissals/dismissed.sql.js';
import { suggestable } from './suggestable.sql.js';

/**
 * SQL: whether a post may be suggested to the viewer: by somebody who may be suggested, and neither posts of the author
 * nor one of its tags is dismissed.
 *
 * @param post alias of a row of `post`
 * @param viewer an id that nobody has when nobody is signed in
 */
export function recommendable(viewer: IdSql, post: string): SqlFragment {
  return sql`(
    ${offeredPost(post)}
    and ${suggestable(viewer, `${post}.author_id`)}
    and ${undismissedPost(viewer, post)}
  )`;
}
