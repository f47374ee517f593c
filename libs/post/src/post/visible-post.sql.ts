import { sql, type SqlFragment } from '#libs/database';
import {
  activePerson,
  follows,
  type IdSql,
  idSql,
  noBlockBetween,
  offeredProfile,
  openProfile,
  publicProfile,
} from '#libs/social-graph';

/**
 * SQL: whether the viewer may see a post. The one rule behind every read of posts and of what belongs to
 * them: an active post of an active author, no block between the two, and either the viewer's own, or
 * published and meant for them. A private profile narrows `public` to followers.
 *
 * @param post alias of a row of `post`
 * @param viewer SQL of the viewer's id, null when nobody is signed in
 */
export function visiblePost(post: string, viewer: IdSql): SqlFragment {
  const author = sql.raw(`${post}.author_id`);
  const p = sql.raw(post);
  return sql`(
    ${p}.is_active
    and ${activePerson(author)}
    and ${noBlockBetween(viewer, author)}
    and (
      ${author} = ${idSql(viewer)}
      or (
        ${p}.status = 'published'
        and (
          (${p}.visibility = 'public' and ${openProfile(viewer, author)})
          or (${p}.visibility = 'followers' and ${follows(viewer, author)})
        )
      )
    )
  )`;
}

/**
 * SQL: whether a post counts for its author: active, published, public. Of an active post `isListed` says the same.
 *
 * @param post alias of a row of `post`
 */
export function publicPost(post: string): SqlFragment {
  const p = sql.raw(post);
  return sql`(${p}.is_active and ${p}.status = 'published' and ${p}.visibility = 'public')`;
}

/**
 * SQL: whether everyone may see a post, signed in or not: active, published, public, by an active person with a
 * public profile.
 *
 * @param post alias of a row of `post`
 */
export function openPost(post: string): SqlFragment {
  return sql`(
    ${publicPost(post)}
    and ${activePerson(`${post}.author_id`)}
    and ${publicProfile(`${post}.author_id`)}
  )`;
}

/**
 * SQL: whether a quote shows to a viewer what it quotes: it was not taken out, everybody can see it, and there is no
 * block between its author and the viewer, nor the one who quotes it. Else nothing tells what it was.
 *
 * @param quote alias of a row of `post` that quotes
 * @param quoted alias of the row of `post` that it quotes
 * @param viewer SQL of the viewer's id, null when nobody is signed in
 */
export function shownQuote(quote: string, quoted: string, viewer: IdSql): SqlFragment {
  return sql`(
    not ${sql.raw(quote)}.is_detached
    and ${listedPost(quoted, viewer)}
    and ${noBlockBetween(`${quote}.author_id`, `${quoted}.author_id`)}
  )`;
}

/**
 * SQL: whether a post is shown to people who didn't ask for it: no warning, not sensitive.
 *
 * @param post alias of a row of `post`
 */
export function unwarnedPost(post: string): SqlFragment {
  const p = sql.raw(post);
  return sql`(not ${p}.sensitive and ${p}.content_warning is null)`;
}

/**
 * SQL: whether a post may be suggested to anybody, and counts where suggestions are computed: everyone may see it, it
 * comes without a warning, and its author takes part in discovery.
 *
 * @param post alias of a row of `post`
 */
export function offeredPost(post: string): SqlFragment {
  const author = `${post}.author_id`;
  return sql`(
    ${publicPost(post)}
    and ${unwarnedPost(post)}
    and ${activePerson(author)}
    and ${offeredProfile(author)}
  )`;
}

/**
 * SQL: whether a post is in a viewer's lists of everybody: open, and no block between the viewer and its author. Such
 * lists are the same for every viewer, but for blocks: who may see more finds it on the author's page.
 *
 * @param post alias of a row of `post`
 * @param viewer SQL of the viewer's id, null when nobody is signed in
 */
export function listedPost(post: string, viewer: IdSql): SqlFragment {
  return sql`(${openPost(post)} and ${noBlockBetween(viewer, `${post}.author_id`)})`;
}
