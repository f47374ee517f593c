import { sql, type SqlFragment } from '#libs/database';
import { type IdSql, idSql } from '#libs/social-graph';

/**
 * SQL of what somebody is not interested in, asked whenever an answer is read. Each function takes SQL of ids, a value or
 * a column, and gives a condition. A viewer that is null, or that nobody is, is interested in everything.
 */

/** The viewer wants the person not suggested. */
export function dismissedPerson(viewer: IdSql, user: IdSql): SqlFragment {
  return dismissed(viewer, sql`'user'`, sql`${idSql(user)}::text`);
}

/** The viewer wants posts of the author not recommended. */
export function dismissedAuthor(viewer: IdSql, author: IdSql): SqlFragment {
  return dismissed(viewer, sql`'post'`, sql`${idSql(author)}::text`);
}

/** The viewer wants nothing suggested for the tag. @param folded the column that holds the folded name of the tag */
export function dismissedTag(viewer: IdSql, folded: string): SqlFragment {
  return dismissed(viewer, sql`'tag'`, sql.raw(folded));
}

function dismissed(viewer: IdSql, kind: SqlFragment, key: SqlFragment): SqlFragment {
  return sql`exists (
    select from dismissal dismissed
    where dismissed.person_id = ${idSql(viewer)}
      and dismissed.kind = ${kind}
      and dismissed.key = ${key}
      and dismissed.until > now()
  )`;
}
