import { activePerson, follows, noBlockBetween, openProfile } from '#libs/user';

/**
 * SQL: whether the viewer may see a post. The one rule behind every read of posts and of what belongs to
 * them: an active post of an active author, no block between the two, and either the viewer's own, or
 * published and meant for them. A private profile narrows `public` to followers.
 *
 * @param post alias of a row of `post`
 * @param viewer SQL of the viewer's id, null when nobody is signed in: `'$1::bigint'`
 */
export function visiblePost(post: string, viewer: string): string {
  const author = `${post}.author_id`;
  return `(
    ${post}.is_active
    and ${activePerson(author)}
    and ${noBlockBetween(viewer, author)}
    and (
      ${author} = ${viewer}
      or (
        ${post}.status = 'published'
        and (
          (${post}.visibility = 'public' and ${openProfile(viewer, author)})
          or (${post}.visibility = 'followers' and ${follows(viewer, author)})
        )
      )
    )
  )`;
}
