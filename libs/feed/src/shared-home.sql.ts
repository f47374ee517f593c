import { isoTime, prepared, type PreparedRun, sql, type SqlFragment } from '#libs/database';
import { summaryOf } from '#libs/people';
import { listedPost, postsOf } from '#libs/post';
import { activePerson, noBlockBetween } from '#libs/social-graph';
import { MOST_ROWS } from './feed-page.js';
import {
  type Asked,
  authors,
  type FeedPeople,
  type HomeAsked,
  type HomeReach,
  pageOf,
  waysOf,
} from './home-feed.reader.js';
import { unmuted } from './unmuted.sql.js';

/** Newest reposts that one statement looks at: those of one post may be many. */
const CANDIDATES = sql.number(2_000);
/** The same of one person, when each is asked. */
const OF_PERSON = sql.number(200);

/** What the statement is given. */
interface SharedAsked extends HomeAsked {
  /** Newest position that the first page of the walk knew of. */
  readonly asOf: string | number | undefined;
}

/** SQL of the same. */
interface SharedSql extends Asked {
  readonly asOf: SqlFragment;
}

/** Whether the reposts of a person, one of `author`, belong into the feed, before any look at blocks and suspensions. */
const isReposter = ({ viewer }: Asked, person: string): SqlFragment => sql`
  ${sql.raw(person)} <> ${viewer}
    and not exists (
      select from follow hidden
      where hidden.follower_id = ${viewer}
        and hidden.followee_id = ${sql.raw(person)}
        and hidden.hide_reposts
    )`;

/** Whether a post `p` can be there as a repost. */
const isShareable = ({ viewer, withOwn }: Asked): SqlFragment => sql`
  ${listedPost('p', viewer)}
    and ${unmuted(viewer, 'p.author_id')}
    and (${withOwn} or p.author_id <> ${viewer})`;

/** Whether a person may bring a post `p`. */
const mayShare = ({ viewer }: Asked, person: string): SqlFragment => sql`
  ${activePerson(person)}
    and ${noBlockBetween(viewer, person)}
    and ${noBlockBetween('p.author_id', person)}`;

/**
 * The newest reposts down to the last of the published posts of the page. Reposts of everybody are walked where posts of
 * everybody were, so as deep; else each person is asked. `is_cut`: the person may have older ones that are not looked at.
 */
const candidates = (asked: Asked): SqlFragment => {
  const window = sql`
    r.position >= (select place from depth) and r.position < ${asked.before}::bigint`;
  const isWalked = sql`(select count(*) from walked) = ${asked.rows}`;
  return sql`
    (
      select r.post_id, r.user_id, r.position, false as is_cut
      from post_repost r
      where ${window}
        and (r.user_id in (select id from author) or false)
        and ${isReposter(asked, 'r.user_id')}
        and ${isWalked}
      order by r.position desc
      limit ${CANDIDATES}
    )
    union all
    (
      select r.post_id, r.user_id, r.position, r.number = ${OF_PERSON}
      from author
      cross join lateral (
        select
          r.post_id,
          r.user_id,
          r.position,
          row_number() over (order by r.position desc) as number
        from post_repost r
        where r.user_id = author.id and ${window}
        order by r.position desc
        limit ${OF_PERSON}
      ) r
      where not ${isWalked} and ${isReposter(asked, 'author.id')}
      order by r.position desc
      limit ${CANDIDATES}
    )`;
};

/** Whether the walk has shown a post of `page` on an earlier page, as a repost that was there when the walk began. */
const isRepeated = (asked: SharedSql): SqlFragment => sql`exists (
    select from post_repost r
    join post p on p.id = r.post_id
    where r.post_id = page.id
      and r.position >= ${asked.before}::bigint
      and r.position <= ${asked.asOf}::bigint
      and (r.user_id in (select id from author) or false)
      and ${isReposter(asked, 'r.user_id')}
      and ${isShareable(asked)}
      and ${mayShare(asked, 'r.user_id')}
  )`;

/**
 * Declares the statement of one page of a home feed with reposts: the page without them, and the reposts that are not
 * older than its last post. A post stands where it was last published or reposted.
 *
 * Rows are complete down to `bound`; 0 means that nothing older is left. Else there is a row for it, `isPassed` when it is
 * not to be shown.
 *
 * @param people as of `homeFeed`
 */
export function sharedHome(
  name: string,
  reach: HomeReach,
  people: FeedPeople = authors,
): (asked: SharedAsked) => PreparedRun {
  return prepared<SharedAsked>(name, (slot) => {
    const viewer = sql`${slot('viewer')}::bigint`;
    const withOwn = sql`${slot('withOwn')}::boolean`;
    const before = slot('before');
    const asked = {
      viewer,
      before,
      asOf: slot('asOf'),
      rows: slot('rows'),
      withOwn,
      of: slot('of'),
    };
    const lastIfFull = (place: string, full: SqlFragment): SqlFragment =>
      sql`case when count(*) = ${full} then min(${sql.raw(place)}) else 0 end`;
    // "offset 0" keeps the planner from asking of each post whether it repeats before the newest are picked.
    const page = sql`
    select *
    from (
      select page.id, page.place, page.reposter_id, page.bound, shown.is_passed
      from (
        select page.*, min(page.place) over () as last_place, bound.place as bound
        from bound
        join page on page.place >= bound.place
        order by page.place desc
        offset 0
      ) page
      cross join lateral (
        select page.is_passed or ${isRepeated(asked)} as is_passed
        offset 0
      ) shown
      where not shown.is_passed or page.place = page.last_place
      order by page.place desc
      limit ${sql.number(MOST_ROWS)}
    ) newest
    limit ${asked.rows}`;
    return sql`
  with author as materialized (${people(asked)}),
  ${waysOf(reach, asked, sql`select id from author`)},
  published as materialized (${pageOf(asked)}),
  depth as materialized (select ${lastIfFull('place', asked.rows)} as place from published),
  candidate as materialized (${candidates(asked)}),
  reposted as (
    select p.id, newest.position as place, newest.user_id as reposter_id
    from (
      select
        post_id,
        array_agg(user_id order by position desc) as users,
        array_agg(position order by position desc) as positions
      from candidate
      group by post_id
    ) shared
    join post p on p.id = shared.post_id
    cross join lateral (
      select c.user_id, c.position
      from unnest(shared.users, shared.positions) c (user_id, position)
      where ${mayShare(asked, 'c.user_id')}
      order by c.position desc
      limit 1
    ) newest
    where ${isShareable(asked)}
  ),
  bound as materialized (
    select greatest(depth.place, candidate.place, candidate.cut) as place
    from depth
    cross join (
      select
        ${lastIfFull('position', CANDIDATES)} as place,
        max(position) filter (where is_cut) as cut
      from candidate
    ) candidate
  ),
  page as (
    select distinct on (id) id, place, reposter_id, is_passed
    from (
      select id, place, null::bigint as reposter_id, false as is_passed from published
      union all
      select id, place, reposter_id, false from reposted
      union all
      select c.post_id, c.position, c.user_id, true
      from candidate c
      join bound on bound.place = c.position
    ) shown
    order by id, place desc, is_passed
  )
  ${postsOf(page, 'desc', viewer, {
    quoted: unmuted(viewer, 'p.author_id'),
    beside: sql`
      page.bound,
      case when page.reposter_id is not null then ${summaryOf('page.reposter_id')} end as "repostedBy",
      (
        select ${isoTime('r.created_at')}
        from post_repost r
        where r.post_id = page.id and r.user_id = page.reposter_id
      ) as "repostedAt",
      page.is_passed as "isPassed"`,
  })}`;
  });
}
