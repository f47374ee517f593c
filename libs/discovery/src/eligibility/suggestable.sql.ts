import { idSince, sql, type SqlFragment } from '#libs/database';
import { openPost, publicPost } from '#libs/post';
import {
  activePerson,
  follows,
  type IdSql,
  idSql,
  mutes,
  noBlockBetween,
  offeredProfile,
} from '#libs/social-graph';
import { dismissedPerson } from '../dismissals/dismissed.sql.js';

/**
 * SQL of who may be suggested: the one place of this rule, asked whenever an answer is read. Each function takes SQL of
 * ids, a value or a column, and gives a condition.
 */

/** Days without a sign of life after which somebody is suggested to nobody. */
const SILENT_DAYS = 90;

/** The person takes part in discovery: in what is computed, in reasons, and as somebody to suggest. */
export function discoverable(user: IdSql): SqlFragment {
  return sql`(${activePerson(user)} and ${offeredProfile(user)})`;
}

/**
 * The person may be suggested to the viewer, and so may their posts: somebody else who takes part, whom the viewer
 * neither follows nor asked, no block between the two, not muted, not dismissed, not silent.
 *
 * @param viewer an id that nobody has when nobody is signed in
 */
export function suggestable(viewer: IdSql, user: IdSql): SqlFragment {
  return sql`(
    ${idSql(user)} <> ${idSql(viewer)}
    and ${discoverable(user)}
    and not ${follows(viewer, user)}
    and not ${asked(viewer, user)}
    and ${noBlockBetween(viewer, user)}
    and not ${mutes(viewer, user)}
    and not ${dismissedPerson(viewer, user)}
    and ${lively(user)}
  )`;
}

/**
 * SQL after `from` of rows in their order: asks of each, when its turn comes, whether the person may be suggested, so that
 * a limit ends it. As a condition it would be asked of all rows before they are sorted.
 *
 * @example sql`from (select … order by place) ranked ${eachSuggestable(viewer, 'ranked.id')} limit 20`
 */
export function eachSuggestable(viewer: IdSql, user: IdSql): SqlFragment {
  return sql`
    cross join lateral (select ${suggestable(viewer, user)} as is_suggestable offset 0) each_asked
    where each_asked.is_suggestable`;
}

function asked(viewer: IdSql, user: IdSql): SqlFragment {
  return sql`exists (
    select from follow_request waiting
    where waiting.follower_id = ${idSql(viewer)} and waiting.followee_id = ${idSql(user)}
  )`;
}

/**
 * Followers of the person got something to read lately, or the person is new. Asks what everybody can see only: a last
 * login, say, is nobody's business.
 */
function lively(user: IdSql): SqlFragment {
  const since = idSince(SILENT_DAYS, 'day');
  return sql`(
    exists (
      select from user_account newcomer
      where newcomer.id = ${idSql(user)}
        and newcomer.created_at > now() - ${sql.number(SILENT_DAYS)} * interval '1 day'
    )
    or exists (
      select from post recent
      where recent.author_id = ${idSql(user)}
        and recent.position > ${since}
        and ${publicPost('recent')}
    )
    or exists (
      select from post_repost passed_on
      join post original on original.id = passed_on.post_id
      where passed_on.user_id = ${idSql(user)}
        and passed_on.position > ${since}
        and ${openPost('original')}
    )
  )`;
}
