import { sql, type SqlFragment } from '#libs/database';
import { FEW_FOLLOWS } from './suggestion.js';

/**
 * SQL of a number that changes with what the viewer does and a ranking depends on: following, asking, blocking, muting,
 * dismissing, and taking it back. Null for somebody who follows few people: their rankings are quickly made, and better anew.
 *
 * @param viewer SQL of the viewer's id
 */
export const circumstancesOf = (viewer: SqlFragment): SqlFragment => {
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
      ${done('follow', 'follower_id')},
      ${done('follow_request', 'follower_id')},
      ${done('block', 'blocker_id')},
      ${done('mute', 'muter_id')},
      ${done('dismissal', 'person_id')}
    ),
    0
  )
  where (
    select count(*)
    from (
      select from follow f where f.follower_id = ${viewer} limit ${sql.number(FEW_FOLLOWS)}
    ) followed
  ) = ${sql.number(FEW_FOLLOWS)}
)`;
};
