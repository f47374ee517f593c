import { sql, type SqlFragment } from '#libs/database';
import { visiblePost } from '#libs/post';
import { activePerson, type IdSql, noBlockBetween } from '#libs/social-graph';

/** SQL: whether a comment is neither deleted nor deactivated. */
export function keptComment(comment: string): SqlFragment {
  return sql.raw(`(${comment}.is_active and ${comment}.deleted_at is null)`);
}

/**
 * SQL: whether a comment has its text and author for the viewer, given that its post can be seen: kept, by
 * an active person, and no block between the two.
 *
 * @param comment alias of a row of `comment`
 * @param viewer SQL of the viewer's id, null when nobody is signed in
 */
export function shownComment(comment: string, viewer: IdSql): SqlFragment {
  const author = `${comment}.author_id`;
  return sql`(
    ${keptComment(comment)}
    and ${activePerson(author)}
    and ${noBlockBetween(viewer, author)}
  )`;
}

/**
 * SQL: whether a reply to a comment is shown to the viewer, however deep. A comment that isn't shown itself
 * then stands in its thread as a tombstone.
 */
export function hasShownReply(comment: string, viewer: IdSql): SqlFragment {
  // Goes on only below replies that are hidden themselves, and stops at the first shown one. What is seen is asked
  // row by row along an index: `offset 0` keeps the planner from hashing everybody instead.
  const reply = sql`lateral (select ${shownComment('r', viewer)} as shown offset 0) s`;
  return sql`exists (
    with recursive below (id, shown) as (
      select r.id, s.shown
      from comment r
      cross join ${reply}
      where r.parent_id = ${sql.raw(comment)}.id
      union all
      select r.id, s.shown
      from below b
      join comment r on r.parent_id = b.id
      cross join ${reply}
      where not b.shown
    )
    select from below where shown
  )`;
}

/** SQL: whether the viewer can read a comment and react to it: its post can be seen, and it is shown. */
export function visibleComment(comment: string, viewer: IdSql): SqlFragment {
  return sql`(
    ${shownComment(comment, viewer)}
    and exists (
      select from post commented
      where commented.id = ${sql.raw(comment)}.post_id and ${visiblePost('commented', viewer)}
    )
  )`;
}
