import { isoTime, prepared, type PreparedRun, sql, type SqlFragment } from '#libs/database';
import { summaryOf } from '#libs/people';
import { listedPost, postsOf } from '#libs/post';
import { activePerson, mutes, noBlockBetween } from '#libs/social-graph';
import { MOST_ROWS } from './feed-page.js';
import {
  type Asked,
  authorOf,
  AUTHORS,
  besideFew,
  type FeedWay,
  type HomeAsked,
  pageOf,
  waysOf,
} from './home-feed.sql.js';
import {
  asks,
  candidates,
  isReposter,
  REPOST_REACH,
  type SharedSql,
  walksReposts,
} from './reposts-in-window.sql.js';

/** What the statement is given. */
interface SharedAsked extends HomeAsked {
  /** Newest position that the first page of the walk knew of. */
  readonly asOf: string | number | undefined;
}

/** Whether a post `p` can be there as a repost. */
const isShareable = ({ viewer, withOwn }: Asked): SqlFragment => sql`
  ${listedPost('p', viewer)}
    and not ${mutes(viewer, 'p.author_id')}
    and (${withOwn} or p.author_id <> ${viewer})`;

/** Whether a person may bring a post `p`. */
const mayShare = ({ viewer }: Asked, person: string): SqlFragment => sql`
  ${activePerson(person)}
    and ${noBlockBetween(viewer, person)}
    and ${noBlockBetween('p.author_id', person)}`;

/** Whether the walk has shown a post on an earlier page, as a repost that was there when the walk began. */
const isRepeated = (asked: SharedSql, post: string): SqlFragment => sql`exists (
    select from post_repost r
    join post p on p.id = r.post_id
    where r.post_id = ${sql.raw(post)}
      and r.position >= ${asked.before}::bigint
      and r.position <= ${asked.asOf}::bigint
      and (r.user_id in (select id from author) or false)
      and ${isReposter(asked, 'r.user_id')}
      and ${isShareable(asked)}
      and ${mayShare(asked, 'r.user_id')}
  )`;

/** The newest position of the published posts when they fill the page, of the candidates when they were cut off; else 0. */
const boundOf = (asked: SharedSql): SqlFragment => sql`
  select greatest(depth.place, newest.place, each.place) as place
  from depth
  cross join (
    select ${lastIfFull('position', asked.candidates)} as place
    from candidate
  ) newest
  cross join (
    select max(cut.place) as place
    from (
      select min(position) as place
      from candidate
      where (select is_so from is_crowded)
      group by user_id
      having count(*) = ${asked.ofPerson}
    ) cut
  ) each`;

/** The posts of the page, each once: where it was published, and who reposted it when, newest first. */
const standing = sql`
  select
    id,
    max(position) as place,
    max(position) filter (where user_id is null) as published_place,
    array_agg(user_id order by position desc) filter (where user_id is not null) as users,
    array_agg(position order by position desc) filter (where user_id is not null) as positions
  from (
    select id, null::bigint as user_id, place as position from published
    union all
    select post_id, user_id, position from candidate
  ) brought
  where position >= (select place from bound)
  group by id`;

/**
 * The newest of them that are to be shown. "offset 0" keeps the planner from asking about a post, or who brought it,
 * before they are in order: nobody asks about those that the page has no room for; and from looking for what is repeated
 * among all reposts of the walk so far.
 */
const shownOf = (asked: SharedSql): SqlFragment => sql`
  select *
  from (
    select
      stood.id,
      coalesce(newest.position, stood.published_place) as place,
      newest.user_id as reposter_id,
      stood.place as reached
    from (
      select * from standing order by place desc offset 0
    ) stood
    left join lateral (
      select c.user_id, c.position
      from post p
      cross join lateral (
        select c.user_id, c.position
        from (
          select *
          from unnest(stood.users, stood.positions) c (user_id, position)
          order by c.position desc
          offset 0
        ) c
        where (stood.published_place is null or c.position > stood.published_place)
          and ${mayShare(asked, 'c.user_id')}
        limit 1
      ) c
      where p.id = stood.id and stood.users is not null and ${isShareable(asked)}
    ) newest on true
    cross join lateral (
      select ${isRepeated(asked, 'stood.id')} as is_so offset 0
    ) repeated
    where (newest.position is not null or stood.published_place is not null)
      and not repeated.is_so
    order by stood.place desc
    limit ${sql.number(MOST_ROWS)}
  ) shown
  limit ${asked.rows}`;

/** SQL: the least of some places when so many are there that there may be more, else 0. */
function lastIfFull(place: string, full: SqlFragment): SqlFragment {
  return sql`case when count(*) = ${full} then min(${sql.raw(place)}) else 0 end`;
}

/**
 * Declares the statement of one page of a home feed with reposts: the page without them, and the reposts that are not
 * older than its last post. A post stands where it was last published or reposted.
 *
 * Rows are complete down to `bound`; 0 means that nothing older is left. Else there is a row, one that `isPassed` when
 * nothing is to be shown.
 *
 * @param reposts for tests of each way to find them
 */
export function sharedHome(
  name: string,
  { walk, people }: FeedWay,
  reposts = REPOST_REACH,
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
      few: sql.number(reposts.few),
      candidates: sql.number(reposts.candidates),
      ofPerson: sql.number(reposts.ofPerson),
    };
    const page = sql`
    select shown.id, shown.place, shown.reposter_id, edge.place as bound, false as is_passed
    from edge
    join shown on shown.place >= edge.place
    union all
    select passed.id, passed.place, null, edge.place, true
    from edge
    join (
      select id, place from published
      union all
      select post_id, position from candidate
    ) passed on passed.place = edge.place
    where not exists (
      select from shown where shown.place >= edge.place
    )`;
    return sql`
  with ${authorOf(people(asked))},
  ${waysOf(walk, asked, AUTHORS)},
  published as materialized (${pageOf(walk, asked)}),
  depth as materialized (select ${lastIfFull('place', asked.rows)} as place from published),
  walks_reposts as materialized (${walksReposts(walk, asked)}),
  found as materialized (${asks(asked)}),
  is_crowded as materialized (select count(*) = ${asked.candidates} as is_so from found),
  candidate as materialized (${candidates(asked)}),
  bound as materialized (${boundOf(asked)}),
  standing as materialized (${standing}),
  shown as materialized (${shownOf(asked)}),
  edge as materialized (
    select greatest(bound.place, reached.place) as place
    from bound
    cross join (select ${lastIfFull('reached', asked.rows)} as place from shown) reached
  )
  ${postsOf(page, 'desc', viewer, {
    beside: sql`
      page.bound,
      case when page.reposter_id is not null then ${summaryOf('page.reposter_id')} end as "repostedBy",
      (
        select ${isoTime('r.created_at')}
        from post_repost r
        where r.post_id = page.id and r.user_id = page.reposter_id
      ) as "repostedAt",
      page.is_passed as "isPassed"
      ${walk > 0 ? sql.empty : sql`, ${besideFew}`}`,
  })}`;
  });
}
