import { sql, type SqlFragment } from '#libs/database';
import { offeredPost } from '#libs/post';
import { type IdSql, mutes, noBlockBetween } from '#libs/social-graph';
import { dismissedPerson, undismissedPost } from '../dismissals/dismissed.sql.js';

/**
 * SQL: whether a post may be shown to the viewer beside another one that is like it: it may be suggested to anybody, no
 * block, and neither muted nor dismissed. Unlike what is suggested for the viewer it may be the viewer's own, and of
 * somebody whom the viewer follows.
 *
 * @param post alias of a row of `post`
 * @param viewer an id that nobody has when nobody is signed in
 */
export function offeredTo(viewer: IdSql, post: string): SqlFragment {
  const author = `${post}.author_id`;
  return sql`(
    ${offeredPost(post)}
    and ${noBlockBetween(viewer, author)}
    and not ${mutes(viewer, author)}
    and not ${dismissedPerson(viewer, author)}
    and ${undismissedPost(viewer, post)}
  )`;
}
