import { idSince, sql, type SqlFragment } from '#libs/database';
import { FEW_FOLLOWS, FRESH_MINUTES, RANKED } from './suggestion.js';

/**
 * SQL of a number that changes with what the viewer does and a ranking depends on: following, asking, blocking, muting,
 * dismissing, taking it back, and editing the profile.
 *
 * @param viewer SQL of the viewer's id
 */
const circumstancesOf = (viewer: SqlFragment): SqlFragment => {
  /** What was done changes the newest position, what was taken back the number. */
  const done = (table: string, doer: string): SqlFragment => sql`(
    select concat(count(*), ' ', max(position))
    from ${sql.raw(table)}
    where ${sql.raw(doer)} = ${viewer}
  )`;
  return sql`(
  select hashtextextended(
    concat_ws(
      ' ',
      (select p.version from profile p where p.user_id = ${viewer}),
      ${done('follow', 'follower_id')},
      ${done('follow_request', 'follower_id')},
      ${done('block', 'blocker_id')},
      ${done('mute', 'muter_id')},
      ${done('dismissal', 'person_id')}
    ),
    0
  )
)`;
};

/**
 * SQL of the circumstances in which a new ranking is made; null when it is good for one page only: that of somebody who
 * follows few people, where so few people are that a newcomer would be missed.
 *
 * @param viewer SQL of the viewer's id
 * @param count SQL of the number of people whom the ranking holds
 */
export const lastingCircumstances = (viewer: SqlFragment, count: SqlFragment): SqlFragment => sql`(
  select ${circumstancesOf(viewer)}
  where ${count} = ${sql.number(RANKED)}
    or (
      select count(*)
      from (
        select from follow f where f.follower_id = ${viewer} limit ${sql.number(FEW_FOLLOWS)}
      ) followed
    ) = ${sql.number(FEW_FOLLOWS)}
)`;

/**
 * SQL of the ranking with which somebody may begin: the last one, when it is an hour old at most and the viewer has done
 * nothing since that changes it.
 *
 * @param viewer SQL of the viewer's id
 */
export const freshRanking = (viewer: SqlFragment): SqlFragment => sql`(
  select r.generation
  from suggestion_ranking r
  where r.person_id = ${viewer}
    and r.generation > ${idSince(FRESH_MINUTES, 'minute')}
    and r.circumstances = ${circumstancesOf(viewer)}
  order by r.generation desc
  limit 1
)`;
