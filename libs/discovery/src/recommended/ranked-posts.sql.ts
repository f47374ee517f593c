import { idSince, sql, type SqlFragment } from '#libs/database';
import { offeredPost } from '#libs/post';
import { recommendable } from '../eligibility/recommendable.sql.js';
import { visibleFriend } from '../eligibility/visible-friend.sql.js';
import { familiarTags } from './familiar-tags.sql.js';
import { OF_ONE_AUTHOR, RANKED_POSTS, RECOMMENDED_DAYS, SEEN_MINUTES } from './recommended.js';

/** The people whom the viewer followed last: they are asked what they like. */
const ASKED_FOLLOWEES = 200;
/** The newest likes of each. */
const ASKED_LIKES = 50;
/** The newest posts of each tag. */
const ASKED_TAGGED = 100;
/** Posts of each source that are ranked. */
const OF_SOURCE = 300;
/** Posts of one author that are ranked at most. */
const RANKED_OF_ONE_AUTHOR = 10;
/** How much a like counts of somebody with one like; who likes more counts less for each. */
const FULL_WEIGHT = 1_000;
/** Fusion of ranks: a place n of a source is worth 1/(60 + n), in whole numbers, whose sum is the same in any order. */
const FUSION = 60;
const LIKED_POINTS = 2_000_000;
const TAGGED_POINTS = 1_000_000;
const TRENDING_POINTS = 1_000_000;

/** SQL: the smallest id of the days for which posts are recommended. */
const since = idSince(RECOMMENDED_DAYS, 'day');

/**
 * SQL: whether a post may be recommended to the viewer, and is young enough.
 *
 * @param post alias of a row of `post`
 */
export function youngAndRecommendable(viewer: SqlFragment, post: string): SqlFragment {
  return sql`(${sql.raw(post)}.position > ${since} and ${recommendable(viewer, post)})`;
}

/**
 * SQL of a query that gives `id` and `place` of the posts that are recommended to somebody, the best with the least place:
 * what people like whom the viewer follows, what has the tags of what the viewer likes and writes, what trends, and the
 * newest when there is little of these. No author has more than two in a turn.
 *
 * @param viewer SQL of the person's id
 */
export function rankedPosts(viewer: SqlFragment): SqlFragment {
  return sql`
  with ${metPosts(viewer)},
  ${likedPosts(viewer)},
  ${taggedPosts(viewer)},
  ${knownPosts},
  candidate as materialized (
    select source.id, sum(source.points) as points
    from (
      select id, ${sql.number(LIKED_POINTS)} / (${sql.number(FUSION)} + place) as points from liked
      union all
      select id, ${sql.number(TAGGED_POINTS)} / (${sql.number(FUSION)} + place) from tagged
      union all
      select id, ${sql.number(TRENDING_POINTS)} / (${sql.number(FUSION)} + place) from trending
      union all
      select id, 0 from newest
    ) source
    group by source.id
  ),
  fair as materialized (
    select id, author_id, points
    from (
      select
        candidate.id,
        p.author_id,
        candidate.points,
        row_number() over (
          partition by p.author_id order by candidate.points desc, candidate.id desc
        ) as nth
      from candidate
      join post p on p.id = candidate.id
    ) numbered
    where nth <= ${sql.number(RANKED_OF_ONE_AUTHOR)}
  ),
  best as materialized (
    select fair.id, fair.author_id, fair.points
    from (select * from fair order by points desc, id desc offset 0) fair
    cross join lateral (
      select
      from post p
      where p.id = fair.id
        and ${youngAndRecommendable(viewer, 'p')}
      offset 0
    ) asked
    order by fair.points desc, fair.id desc
    limit ${sql.number(RANKED_POSTS)}
  )
  select id, row_number() over (order by turn, points desc, id desc) as place
  from (
    select
      id,
      points,
      (row_number() over (partition by author_id order by points desc, id desc) - 1)
        / ${sql.number(OF_ONE_AUTHOR)} as turn
    from best
  ) taken`;
}

/** SQL after `with`: what was recommended to the viewer lately, and what the viewer likes: no source offers it again. */
const metPosts = (viewer: SqlFragment): SqlFragment => sql`
  met as materialized (
    select s.post_id as id
    from recommended_seen s
    where s.person_id = ${viewer} and s.generation > ${idSince(SEEN_MINUTES, 'minute')}
    union
    select l.post_id
    from post_like l
    where l.user_id = ${viewer} and l.position > ${since}
  )`;

/** SQL: whether the viewer has not met a post. */
const isUnmet = (post: string): SqlFragment => sql`${sql.raw(post)} not in (select id from met)`;

/**
 * SQL of a source: the posts with the greatest sum of weights, and their places. Whether one may be offered is asked when
 * its turn comes: "offset 0" keeps the planner from asking of all of them.
 *
 * @param weighed SQL that gives `post_id` and `weight`, perhaps several of a post
 */
const heaviest = (weighed: SqlFragment): SqlFragment => sql`
    select summed.id, row_number() over (order by summed.weight desc, summed.id desc) as place
    from (
      select weighed.post_id as id, sum(weighed.weight) as weight
      from (${weighed}) weighed
      where ${isUnmet('weighed.post_id')}
      group by weighed.post_id
      order by weight desc, id desc
      offset 0
    ) summed
    cross join lateral (
      select
      from post p
      where p.id = summed.id and p.position > ${since} and ${offeredPost('p')}
      offset 0
    ) offered
    order by summed.weight desc, summed.id desc
    limit ${sql.number(OF_SOURCE)}`;

/** SQL after `with`: what people like whom the viewer follows. */
const likedPosts = (viewer: SqlFragment): SqlFragment => sql`
  followed as materialized (
    select f.followee_id as id
    from follow f
    where f.follower_id = ${viewer}
    order by f.position desc
    limit ${sql.number(ASKED_FOLLOWEES)}
  ),
  friend_like as materialized (
    select
      recent.post_id,
      (
        ${sql.number(FULL_WEIGHT)} / sqrt(count(*) over (partition by followed.id))
      )::bigint as weight
    from followed
    cross join lateral (
      select l.post_id
      from post_like l
      where l.user_id = followed.id and l.position > ${since}
      order by l.position desc
      limit ${sql.number(ASKED_LIKES)}
    ) recent
    where ${visibleFriend(viewer, 'followed.id')}
  ),
  liked as materialized (${heaviest(sql`select post_id, weight from friend_like`)})`;

/** SQL after `with`: what has the tags of what the viewer likes and writes. */
const taggedPosts = (viewer: SqlFragment): SqlFragment => sql`
  familiar as materialized (${familiarTags(viewer)}),
  tagged as materialized (${heaviest(sql`
      select newest.post_id, familiar.weight
      from familiar
      cross join lateral (
        select pt.post_id
        from post_tag pt
        where pt.tag_id = familiar.tag_id and pt.post_id > ${since}
        order by pt.post_id desc
        limit ${sql.number(ASKED_TAGGED)}
      ) newest`)}
  )`;

/** SQL after `with`: what trends, and what is new. */
const knownPosts = sql`
  trending as materialized (
    select r.post_id as id, row_number() over (order by r.score desc, r.post_id desc) as place
    from post_trend r
    where ${isUnmet('r.post_id')}
    order by r.score desc, r.post_id desc
    limit ${sql.number(OF_SOURCE)}
  ),
  newest as materialized (
    select p.id
    from post p
    where p.position > ${since} and ${isUnmet('p.id')} and ${offeredPost('p')}
    order by p.position desc
    limit ${sql.number(OF_SOURCE)}
  )`;
