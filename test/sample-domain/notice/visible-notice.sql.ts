import { sql, type SqlFragment } from '#libs/database';
import { visiblePost } from '#libs/post';
import { activePerson, type IdSql, noBlockBetween } from '#libs/social-graph';

/**
 * SQL: whether the viewer can see a notice: it is not withheld, its author is active, nobody blocks the other, and its
 * post can be seen.
 *
 * @param notice alias of a row of `notice`
 * @param viewer SQL of the viewer's id, null when nobody is signed in
 */
export function visibleNotice(notice: string, viewer: IdSql): SqlFragment {
  const author = `${notice}.author_id`;
  return sql`(
    ${sql.raw(notice)}.withheld_at is null
    and ${activePerson(author)}
    and ${noBlockBetween(viewer, author)}
    and exists (
      select from post noticed
      where noticed.id = ${sql.raw(notice)}.post_id and ${visiblePost('noticed', viewer)}
    )
  )`;
}
