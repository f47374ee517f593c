import { sql, type SqlFragment } from '#libs/database';
import { discoverable, eachSuggestable } from '../eligibility/suggestable.sql.js';
import { nearestPeople } from './fellow-people.sql.js';
import {
  ASKED_FOLLOWEES,
  FEW_FOLLOWS,
  POPULAR_AMONG,
  POPULAR_BEHIND,
  RANKED,
} from './suggestion.js';

/** The nearest people of whom it is asked whether they may be suggested. */
const NEAR = 400;
/** The most popular people who are looked through. */
const POPULAR = 500;
/** The newest people who are looked through: for newcomers, and in a community that has no more popular ones. */
const NEWEST = 200;
/** The newest people of a region who are looked through. */
const REGIONAL = 200;
/** A skill of so many people says little; then only popular people are looked through for it. */
const COMMON_SKILL = 300;

/**
 * SQL of a query that gives `id` and `place` of the people who are suggested to somebody, the best with the least place.
 * Who follows enough people gets those whom others follow who follow the same, and two popular people; who doesn't, people
 * with the same skills, then of the same region, then popular ones.
 *
 * @param viewer SQL of the person's id
 */
export function rankedPeople(viewer: SqlFragment): SqlFragment {
  return sql`
  with followed as materialized (
    select f.followee_id
    from follow f
    where f.follower_id = ${viewer}
    order by f.position desc
    limit ${sql.number(ASKED_FOLLOWEES)}
  ),
  habit as materialized (
    select count(*) >= ${sql.number(FEW_FOLLOWS)} as is_settled
    from followed
  ),
  ${nearPeople(viewer)},
  ${popularPeople(viewer)},
  ${likePeople(viewer)}
  select id, place
  from (
    select
      id,
      place + case when place > ${sql.number(POPULAR_BEHIND)} then ${sql.number(POPULAR_AMONG)} else 0 end as place
    from near
    union all
    select id, least(${sql.number(POPULAR_BEHIND)}, (select count(*) from near)) + place
    from popular_among
    union all
    select id, place
    from alike
  ) ranked
  order by place
  limit ${sql.number(RANKED)}`;
}

/** SQL after `with`: people who are nearest to the viewer, of those who may be suggested. */
const nearPeople = (viewer: SqlFragment): SqlFragment => sql`
  ${nearestPeople(viewer, NEAR)},
  near as materialized (
    select id, row_number() over (order by score desc, id desc) as place
    from (
      select id, score
      from (select * from nearest order by score desc, id desc offset 0) nearest
      ${eachSuggestable(viewer, 'nearest.id')}
      order by score desc, id desc
      limit ${sql.number(RANKED - POPULAR_AMONG)}
    ) most
  )`;

/** SQL after `with`: popular people, and two of them who are not near. */
const popularPeople = (viewer: SqlFragment): SqlFragment => sql`
  popular as materialized (
    select n.person_id as id, n.follower_count as popularity
    from person_neighbourhood n
    order by n.follower_count desc, n.person_id desc
    limit ${sql.number(POPULAR)}
  ),
  newest as materialized (
    select u.id, 0 as popularity
    from user_account u
    where (
        not (select is_settled from habit)
        or (select count(*) from popular) < ${sql.number(POPULAR)}
      )
      and ${discoverable('u.id')}
    order by u.id desc
    limit ${sql.number(NEWEST)}
  ),
  known as materialized (
    select id, max(popularity) as popularity
    from (select * from popular union all select * from newest) known
    group by id
  ),
  popular_among as materialized (
    select id, row_number() over (order by popularity desc, id desc) as place
    from (
      select id, popularity
      from (
        select *
        from known
        where (select is_settled from habit) and id not in (select id from near)
        order by popularity desc, id desc
        offset 0
      ) known
      ${eachSuggestable(viewer, 'known.id')}
      order by popularity desc, id desc
      limit ${sql.number(POPULAR_AMONG)}
    ) most
  )`;

/** SQL after `with`: for who follows few people, those with the same skills, of the same region, and popular ones. */
const likePeople = (viewer: SqlFragment): SqlFragment => sql`
  me as materialized (
    select p.skills_folded, p.region_folded
    from profile p
    where p.user_id = ${viewer} and not (select is_settled from habit)
  ),
  skilled as materialized (
    select found.user_id as id
    from me
    cross join lateral unnest(me.skills_folded) as skill (name)
    cross join lateral (
      select having_it.user_id, count(*) over () as people
      from (
        select p.user_id
        from profile p
        where p.skills_folded @> array[skill.name] and ${discoverable('p.user_id')}
        limit ${sql.number(COMMON_SKILL + 1)}
      ) having_it
    ) found
    where found.people <= ${sql.number(COMMON_SKILL)}
  ),
  regional as materialized (
    select found.user_id as id
    from me
    cross join lateral (
      select p.user_id
      from profile p
      where p.region_folded = me.region_folded and ${discoverable('p.user_id')}
      order by p.user_id desc
      limit ${sql.number(REGIONAL)}
    ) found
  ),
  compared as materialized (
    select
      pool.id,
      coalesce(known.popularity, 0) as popularity,
      (
        select count(*)
        from unnest(p.skills_folded) as skill (name)
        where skill.name = any (me.skills_folded)
      ) as skill_count,
      coalesce(p.region_folded = me.region_folded, false) as is_of_region
    from (
      select id from known
      union
      select id from skilled
      union
      select id from regional
    ) pool
    cross join me
    join profile p on p.user_id = pool.id
    left join known on known.id = pool.id
  ),
  alike as materialized (
    select
      id,
      row_number() over (order by skill_count desc, is_of_region desc, popularity desc, id desc) as place
    from (
      select id, skill_count, is_of_region, popularity
      from (
        select *
        from compared
        order by skill_count desc, is_of_region desc, popularity desc, id desc
        offset 0
      ) compared
      ${eachSuggestable(viewer, 'compared.id')}
      order by skill_count desc, is_of_region desc, popularity desc, id desc
      limit ${sql.number(RANKED)}
    ) most
  )`;
