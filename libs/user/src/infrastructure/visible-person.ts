/**
 * SQL of who may see whom: the one place of this rule. Each function takes SQL expressions of ids — a
 * parameter such as `$1::bigint`, or a column — and gives a condition. A viewer that is null is nobody
 * signed in.
 */

/** The person's account is neither suspended nor deleted. */
export function activePerson(userExpr: string): string {
  return `exists (
    select from user_account active_person
    where active_person.id = ${userExpr} and active_person.is_active
  )`;
}

/** Neither of the two blocks the other: what the viewer needs to see content of the person. */
export function noBlockBetween(viewerParam: string, userExpr: string): string {
  return `(${notBlockedBy(viewerParam, userExpr)} and ${notBlocking(viewerParam, userExpr)})`;
}

/** The person doesn't block the viewer: what the viewer needs to see the card of the person. */
export function notBlockedBy(viewerParam: string, userExpr: string): string {
  return `not exists (
    select from block their_block
    where their_block.blocker_id = ${userExpr} and their_block.blocked_id = ${viewerParam}
  )`;
}

/** The viewer follows the person, accepted. */
export function follows(viewerParam: string, userExpr: string): string {
  return `exists (
    select from follow accepted_follow
    where accepted_follow.follower_id = ${viewerParam} and accepted_follow.followee_id = ${userExpr}
  )`;
}

/** The person's profile is public. Looked up as a value: an `exists` beside `or` would become a scan of all profiles. */
export function publicProfile(userExpr: string): string {
  return `(
    select open_profile.is_public
    from profile open_profile
    where open_profile.user_id = ${userExpr}
  )`;
}

/** The person's profile is public, is the viewer's own, or the viewer follows it. */
export function openProfile(viewerParam: string, userExpr: string): string {
  return `(
    ${userExpr} = ${viewerParam}
    or ${publicProfile(userExpr)}
    or ${follows(viewerParam, userExpr)}
  )`;
}

function notBlocking(viewerParam: string, userExpr: string): string {
  return `not exists (
    select from block my_block
    where my_block.blocker_id = ${viewerParam} and my_block.blocked_id = ${userExpr}
  )`;
}
