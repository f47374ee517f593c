import { sql, type SqlFragment } from '#libs/database';
import { keptComment } from './visible-comment.sql.js';

/**
 * SQL: the `id` of each comment under a post, at any depth, removed ones too, as a table for
 * `cross join lateral`. In two halves, each with its index.
 *
 * @param post SQL of the post's id
 */
export function commentsUnder(post: SqlFragment | string): SqlFragment {
  const kept = keptComment('under');
  const id = typeof post === 'string' ? sql.raw(post) : post;
  return sql`(
    select under.id from comment under where under.post_id = ${id} and ${kept}
    union all
    select under.id from comment under where under.post_id = ${id} and not ${kept}
  )`;
}
