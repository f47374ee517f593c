import { sql, type SqlFragment } from '#libs/database';
import { type Asked, isWalked } from './home-feed.sql.js';

/** How many reposts one statement looks at. */
export interface RepostReach {
  /** Reposts of everybody that are fewer than this are walked: cheaper than to look for those of each person. */
  readonly few: number;
  /** Newest reposts of all: those of one post may be many. */
  readonly candidates: number;
  /** The same of one person, when each is asked. */
  readonly ofPerson: number;
}

/** Measured: 500 of everybody are walked in the time in which fifty people are looked for. */
export const REPOST_REACH: RepostReach = { few: 500, candidates: 2_000, ofPerson: 200 };

/** SQL of what a page of a home feed with reposts is asked for. */
export interface SharedSql extends Asked {
  readonly asOf: SqlFragment;
  readonly few: SqlFragment;
  readonly candidates: SqlFragment;
  readonly ofPerson: SqlFragment;
}

/** Whether the reposts of a person, one of `author`, belong into the feed, before any look at blocks and suspensions. */
export const isReposter = ({ viewer }: Asked, person: string): SqlFragment => sql`
  ${sql.raw(person)} <> ${viewer}
    and not exists (
      select from follow hidden
      where hidden.follower_id = ${viewer}
        and hidden.followee_id = ${sql.raw(person)}
        and hidden.hide_reposts
    )`;

/** The reposts `r` that are not older than the last of the published posts of the page. */
const isInWindow = ({ before }: Asked): SqlFragment => sql`
  r.position >= (select place from depth) and r.position < ${before}::bigint`;

/** Whether reposts of everybody are walked: where posts of everybody were, so as deep, and where there are few. */
export const walksReposts = (walk: number, asked: SharedSql): SqlFragment => sql`
  select ${isWalked(walk, asked)} or (
    select count(*)
    from (
      select
      from post_repost r
      where ${isInWindow(asked)}
      limit ${asked.few}
    ) near
  ) < ${asked.few} as is_so`;

/** The reposts of the window by one search for all people, as many as are looked at: in the order of people, not of time. */
export const asks = (asked: SharedSql): SqlFragment => sql`
  select r.post_id, r.user_id, r.position
  from post_repost r
  where not (select is_so from walks_reposts)
    and r.user_id = any (array(
      select id
      from author
      where ${isReposter(asked, 'author.id')}
    ))
    and ${isInWindow(asked)}
  limit ${asked.candidates}`;

/**
 * The newest reposts of the window. Those of everybody are walked; or all are there by one search; or, when they are too
 * many for that, each person is asked for the newest.
 */
export const candidates = (asked: SharedSql): SqlFragment => {
  const isCrowded = sql`(select is_so from is_crowded)`;
  return sql`
    (
      select r.post_id, r.user_id, r.position
      from post_repost r
      where ${isInWindow(asked)}
        and (r.user_id in (select id from author) or false)
        and ${isReposter(asked, 'r.user_id')}
        and (select is_so from walks_reposts)
      order by r.position desc
      limit ${asked.candidates}
    )
    union all
    select * from found where not ${isCrowded}
    union all
    (
      select r.post_id, r.user_id, r.position
      from author
      cross join lateral (
        select r.post_id, r.user_id, r.position
        from post_repost r
        where r.user_id = author.id and ${isInWindow(asked)}
        order by r.position desc
        limit ${asked.ofPerson}
      ) r
      where ${isCrowded} and ${isReposter(asked, 'author.id')}
      order by r.position desc
      limit ${asked.candidates}
    )`;
};
