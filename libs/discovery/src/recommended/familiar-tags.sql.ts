import { sql, type SqlFragment } from '#libs/database';
import { offeredPost, publicPost } from '#libs/post';

/** The newest likes of a person whose tags count. */
const LIKED = 50;
/** The newest posts of a person whose tags count. */
const WRITTEN = 20;
/** Tags that a person is taken to care for. */
const TAGS = 20;

/**
 * SQL of a query that gives `tag_id` and `weight` of the tags that are most on what somebody likes and writes.
 *
 * @param viewer SQL of the person's id
 */
export function familiarTags(viewer: SqlFragment): SqlFragment {
  return sql`
  select pt.tag_id, count(*) as weight
  from (
    (
      select l.post_id
      from post_like l
      cross join lateral (
        select
        from post p
        where p.id = l.post_id and ${offeredPost('p')}
        offset 0
      ) offered
      where l.user_id = ${viewer}
      order by l.position desc
      limit ${sql.number(LIKED)}
    )
    union
    (
      select p.id
      from post p
      where p.author_id = ${viewer} and ${publicPost('p')}
      order by p.position desc
      limit ${sql.number(WRITTEN)}
    )
  ) mine
  join post_tag pt on pt.post_id = mine.post_id
  group by pt.tag_id
  order by count(*) desc, pt.tag_id desc
  limit ${sql.number(TAGS)}`;
}
