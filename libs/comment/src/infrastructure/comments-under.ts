import { keptComment } from './visible-comment.js';

/**
 * SQL: the `id` of each comment under a post, at any depth, removed ones too, as a table for
 * `cross join lateral`. In two halves, each with its index.
 *
 * @param post SQL of the post's id
 */
export function commentsUnder(post: string): string {
  const kept = keptComment('under');
  return `(
    select under.id from comment under where under.post_id = ${post} and ${kept}
    union all
    select under.id from comment under where under.post_id = ${post} and not ${kept}
  )`;
}
