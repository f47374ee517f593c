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

/**
 * The viewer doesn't mind the post: dismissed are neither posts of its author, nor one of its tags. Two conditions, not one
 * with `or`: for that the planner would look for all posts with a dismissed tag.
 *
 * @param post alias of a row of `post`
 */
export function undismissedPost(viewer: IdSql, post: string): SqlFragment {
  return sql`not ${dismissedAuthor(viewer, `${post}.author_id`)}
    and not exists (
      select from post_tag given
      join tag on tag.id = given.tag_id
      where given.post_id = ${sql.raw(post)}.id
        and ${dismissedTag(viewer, 'tag.name_folded')}
    )`;
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
