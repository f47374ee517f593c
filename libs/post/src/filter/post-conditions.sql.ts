import { sql, type SqlFragment } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { nameContains } from '#libs/user';
import type { PostFilter } from '../post/post-filter.js';
import { tagsOf } from '../post/tag.js';
import { unwarnedPost } from '../post/visible-post.sql.js';
import type { UsedTag } from '../tags/tag.reader.js';

/** Tags and authors of a filter, as they are stored. */
export interface Resolved {
  /** Those of the tags that somebody used. */
  readonly tags: readonly UsedTag[];
  /** Whose nickname has the text that is asked for; absent when that is not asked or they are many. */
  readonly authors?: readonly UserId[] | undefined;
}

/** Posts of a tag that are few enough to be looked through. */
const FEW_POSTS = 3_000;

/** Whether no post can pass a filter: nobody used one of the tags, or any, or nobody has the nickname. */
export function isImpossible(filter: PostFilter, { tags, authors }: Resolved): boolean {
  const wanted = tagsOf(filter.tags).length;
  const needed = filter.tagMode === 'all' ? wanted : Math.min(wanted, 1);
  return tags.length < needed || authors?.length === 0;
}

/**
 * SQL: the few posts that can pass a filter, as a table with the columns of `post`; `undefined` when they are
 * many. `offset 0` keeps the planner from walking all posts instead.
 */
export function fewPosts(filter: PostFilter, { tags, authors }: Resolved): SqlFragment | undefined {
  if (filter.authorId !== undefined) {
    return sql`(select * from post where author_id = ${filter.authorId}::bigint)`;
  }
  if (authors !== undefined) {
    return sql`(
      select *
      from post
      where author_id = any (${authors}::bigint[]) and status = 'published' and is_active
      offset 0
    )`;
  }
  const sizes = tags.map(({ postCount }) => postCount);
  const rarest = tags.filter(({ postCount }) => postCount === Math.min(...sizes));
  const source = filter.tagMode === 'any' ? tags : rarest.slice(0, 1);
  const posts = source.reduce((sum, { postCount }) => sum + postCount, 0);
  if (source.length === 0 || posts > FEW_POSTS) {
    return undefined;
  }
  return sql`(
    select *
    from post
    where id in (
      select post_id
      from post_tag
      where tag_id = any (${source.map(({ id }) => id)}::bigint[])
    )
    offset 0
  )`;
}

/** SQL: what a filter asks of a post `p`, except what it says. */
export function conditionsOf(filter: PostFilter, { tags, authors }: Resolved): SqlFragment[] {
  const conditions: SqlFragment[] = [];
  if (authors !== undefined) {
    conditions.push(sql`p.author_id = any (${authors}::bigint[])`);
  } else if (filter.nickname !== undefined) {
    conditions.push(sql`
      (
        select ${nameContains('named.nickname_folded', filter.nickname)}
        from profile named
        where named.user_id = p.author_id
      )`);
  }
  if (filter.authorId !== undefined) {
    conditions.push(sql`p.author_id = ${filter.authorId}::bigint`);
  }
  if (filter.without !== undefined) {
    conditions.push(sql`p.author_id <> ${filter.without}::bigint`);
  }
  if (filter.unwarned === true) {
    conditions.push(unwarnedPost('p'));
  }
  if (filter.untrending === true) {
    conditions.push(sql`not exists (select from post_trend r where r.post_id = p.id)`);
  }
  if (filter.tags.length > 0) {
    conditions.push(...tagConditions(filter, tags));
  }
  return conditions;
}

function tagConditions(filter: PostFilter, tags: readonly UsedTag[]): SqlFragment[] {
  const tagged = (condition: SqlFragment): SqlFragment => sql`
    exists (
      select from post_tag pt
      where pt.post_id = p.id and pt.tag_id ${condition}
    )`;
  if (filter.tagMode === 'any') {
    return [tagged(sql`= any (${tags.map(({ id }) => id)}::bigint[])`)];
  }
  // Each on its own: the planner then knows how rare each is.
  return tags.map(({ id }) => tagged(sql`= ${id}::bigint`));
}
