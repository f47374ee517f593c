import { sql, type SqlFragment } from '#libs/database';
import { FEW_FOLLOWS } from './suggestion.js';

/**
 * SQL of a number that changes with what the viewer does and a ranking depends on: following, asking, blocking, muting,
 * dismissing, and taking it back. Null for somebody who follows few people: their rankings are quickly made, and better anew.
 *
 * @param viewer SQL of the viewer's id
 */
export const circumstancesOf = (viewer: SqlFragment): SqlFragment => sql`(
  select hashtextextended(
    concat_ws(
      ' ',
      followed.amount,
      followed.latest,
      (select count(*) from follow_request r where r.follower_id = ${viewer}),
      (select count(*) from block b where b.blocker_id = ${viewer}),
      (select count(*) from mute m where m.muter_id = ${viewer}),
      dismissed.amount,
      dismissed.latest
    ),
    0
  )
  from (
    select count(*) as amount, max(f.position) as latest
    from follow f
    where f.follower_id = ${viewer}
  ) followed
  cross join (
    select count(*) as amount, max(d.position) as latest
    from dismissal d
    where d.person_id = ${viewer}
  ) dismissed
  where followed.amount >= ${sql.number(FEW_FOLLOWS)}
)`;
