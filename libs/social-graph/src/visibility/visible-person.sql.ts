import { sql, type SqlFragment } from '#libs/database';

/**
 * SQL of who may see whom: the one place of this rule. Each function takes SQL of ids — a value such as
 * `sql\`${viewerId}::bigint\``, or a column — and gives a condition. A viewer that is null is nobody signed in.
 */

/** An id in SQL: a piece, or the name of a column. */
export type IdSql = SqlFragment | string;

/** The same as a piece. */
export function idSql(id: IdSql): SqlFragment {
  return typeof id === 'string' ? sql.raw(id) : id;
}

/** The person's account is neither suspended nor deleted. */
export function activePerson(user: IdSql): SqlFragment {
  return sql`exists (
    select from user_account active_person
    where active_person.id = ${idSql(user)} and active_person.is_active
  )`;
}

/** Neither of the two blocks the other: what the viewer needs to see content of the person. */
export function noBlockBetween(viewer: IdSql, user: IdSql): SqlFragment {
  return sql`(${notBlockedBy(viewer, user)} and ${notBlocking(viewer, user)})`;
}

/** The person doesn't block the viewer: what the viewer needs to see the card of the person. */
export function notBlockedBy(viewer: IdSql, user: IdSql): SqlFragment {
  return sql`not exists (
    select from block their_block
    where their_block.blocker_id = ${idSql(user)} and their_block.blocked_id = ${idSql(viewer)}
  )`;
}

/** The viewer follows the person, accepted. */
export function follows(viewer: IdSql, user: IdSql): SqlFragment {
  return sql`exists (
    select from follow accepted_follow
    where accepted_follow.follower_id = ${idSql(viewer)}
      and accepted_follow.followee_id = ${idSql(user)}
  )`;
}

/** The viewer keeps the person out of what Maru brings unasked: feeds, suggestions, news. */
export function mutes(viewer: IdSql, user: IdSql): SqlFragment {
  return sql`exists (
    select from mute own_mute
    where own_mute.muter_id = ${idSql(viewer)} and own_mute.muted_id = ${idSql(user)}
  )`;
}

/** The person's profile is public. Looked up as a value: an `exists` beside `or` would become a scan of all profiles. */
export function publicProfile(user: IdSql): SqlFragment {
  return sql`(
    select open_profile.is_public
    from profile open_profile
    where open_profile.user_id = ${idSql(user)}
  )`;
}

/** The person's profile is public, and the person takes part in discovery. Looked up as a value, as `publicProfile` is. */
export function offeredProfile(user: IdSql): SqlFragment {
  return sql`(
    select offered.is_public and offered.is_discoverable
    from profile offered
    where offered.user_id = ${idSql(user)}
  )`;
}

/** The person's profile is public, is the viewer's own, or the viewer follows it. */
export function openProfile(viewer: IdSql, user: IdSql): SqlFragment {
  return sql`(
    ${idSql(user)} = ${idSql(viewer)}
    or ${publicProfile(user)}
    or ${follows(viewer, user)}
  )`;
}

function notBlocking(viewer: IdSql, user: IdSql): SqlFragment {
  return sql`not exists (
    select from block my_block
    where my_block.blocker_id = ${idSql(viewer)} and my_block.blocked_id = ${idSql(user)}
  )`;
}
