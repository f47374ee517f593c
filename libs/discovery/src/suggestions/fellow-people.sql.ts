import { sql, type SqlFragment } from '#libs/database';
import { follows } from '#libs/social-graph';

/** The newest followers, of those who take part, who are asked of each person whom the viewer follows. */
const ASKED_FOLLOWERS = 500;
/** Those who follow most as the viewer does: the viewer's fellows. */
const FELLOWS = 200;
/** The newest people whom each of them follows, of those who take part. */
const ASKED_FOLLOWS = 50;
/** Whoever follows fewer people counts as if it were so many: who follows one, whom the viewer follows too, says little. */
const LEAST_FOLLOWEES = 5;
/** Weights are whole numbers: sums of them don't depend on the order in which rows are found. */
const FULL_WEIGHT = 1_000_000;

/**
 * SQL after `with`, `nearest`: people whom those follow who follow the same people as the viewer, with a score. Whom many
 * follow says less of two people who follow them: `1 / ⁴√followers`. Who follows many has more in common with everybody:
 * what a fellow says is divided by the root of the number whom the fellow follows. Only follows count of which both
 * ends take part, and of these the newest: no other follow changes anything here.
 *
 * @param viewer SQL of the viewer's id; `followed` are those whom the viewer follows, `habit` says whether these are enough
 * @param limit how many there are at most
 */
export const nearestPeople = (viewer: SqlFragment, limit: number): SqlFragment => sql`
  followee as materialized (
    select
      n.person_id,
      (
        ${sql.number(FULL_WEIGHT)} / sqrt(sqrt(greatest(n.follower_count, 1)::float8))
      )::bigint as weight
    from followed
    join person_neighbourhood n on n.person_id = followed.followee_id
    where (select is_settled from habit)
  ),
  met as materialized (
    select newest.follower_id as id, newest.followee_count, sum(followee.weight) as weight
    from followee
    cross join lateral (
      select f.follower_id, n.followee_count
      from follow f
      join person_neighbourhood n on n.person_id = f.follower_id
      where f.followee_id = followee.person_id
      order by f.position desc
      limit ${sql.number(ASKED_FOLLOWERS)}
    ) newest
    where newest.follower_id <> ${viewer}
    group by newest.follower_id, newest.followee_count
  ),
  fellow as materialized (
    select
      id,
      (
        weight / sqrt(greatest(followee_count, ${sql.number(LEAST_FOLLOWEES)})::float8)
      )::bigint as weight
    from met
    order by weight desc, id desc
    limit ${sql.number(FELLOWS)}
  ),
  nearest as materialized (
    select newest.followee_id as id, sum(fellow.weight) as score
    from fellow
    cross join lateral (
      select f.followee_id
      from follow f
      join person_neighbourhood n on n.person_id = f.followee_id
      where f.follower_id = fellow.id
      order by f.position desc
      limit ${sql.number(ASKED_FOLLOWS)}
    ) newest
    group by newest.followee_id
    having not ${follows(viewer, 'newest.followee_id')}
    order by sum(fellow.weight) desc, newest.followee_id desc
    limit ${sql.number(limit)}
  )`;
