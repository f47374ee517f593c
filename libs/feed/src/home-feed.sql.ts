import {
  descending,
  prepared,
  type PreparedRun,
  sortKey,
  sql,
  type SqlFragment,
} from '#libs/database';
import type { Id, UserId } from '#libs/kernel';
import { postsOf, visiblePost } from '#libs/post';
import { activePerson, mutes, noBlockBetween } from '#libs/social-graph';
import { MOST_ROWS } from './feed-page.js';

/** What the statement is given. */
export interface HomeAsked {
  readonly viewer: UserId;
  /** Position before which posts are looked for. */
  readonly before: string | number | undefined;
  readonly rows: number;
  /** Whether with the viewer's own posts. */
  readonly withOwn: boolean;
  /** What the people of another feed than home are found by. */
  readonly of?: Id | undefined;
}

/** SQL of the same: every part of the statement takes it. */
export type Asked = Readonly<Record<keyof HomeAsked, SqlFragment>>;

/**
 * SQL of those whose posts a feed holds: the `id` of each, and whether the viewer follows them, as `is_followed`. Somebody
 * whose profile is not open to the viewer is none of them: nobody looks at profiles afterwards.
 */
export type FeedPeople = (asked: Asked) => SqlFragment;

/** How a feed is made. */
export interface FeedWay {
  /** Newest posts of everybody that are walked before each person is asked; 0: no walk. */
  readonly walk: number;
  readonly people: FeedPeople;
}

/** The order of posts `n`, from which candidates are picked; the rule of visibility looks at no more than fill the page. */
export const newestPosts = (feed: string) => descending(feed, sortKey('n.position', 'id', 'place'));

/** That of home. */
export const NEWEST = newestPosts('feeds.home');

const MOST = sql.number(MOST_ROWS);

/** A feed of so many people is one of many. Measured: among 100,000 people a walk beats asking each from here on. */
const MANY = sql.number(600);

/** Those whose posts belong into the feed, before any look at blocks and suspensions. */
export const authors = ({ viewer, withOwn }: Asked): SqlFragment => sql`
  select f.followee_id as id, true as is_followed
  from follow f
  where f.follower_id = ${viewer}
    and not ${mutes(viewer, 'f.followee_id')}
  union all
  select ${viewer}, false
  where ${withOwn}`;

/** SQL of a column: whether there are many people in `authorOf`, which tells the reader by which way the next page is made. */
export const besideFew = sql`(select count(*) >= ${MANY} from author) as "followsMany"`;

/**
 * "or false" keeps the planner from turning the hashed set of authors into a join, which couldn't stop at the limit.
 */
const walked = (walk: number, asked: Asked, people: SqlFragment): SqlFragment => sql`
  select p.id, candidate.position as place
  from (
    select n.author_id, n.position
    from post n
    where n.status = 'published' and n.is_active and ${NEWEST.afterPlace([asked.before])}
    order by ${NEWEST.order}
    limit ${sql.number(walk)}
  ) candidate
  cross join lateral (
    select p.id
    from post p
    where p.author_id = candidate.author_id
      and p.position = candidate.position
      and p.status = 'published'
      and ${visiblePost('p', asked.viewer)}
  ) p
  where candidate.author_id in (select id from (${people}) author) or false
  order by candidate.position desc
  limit ${MOST}`;

/**
 * A post `n` of an `author` that the viewer may see. Posts that the viewer may not see are none: they can't crowd out others
 * of the same author. With what `latest` says of the author this is `visiblePost`.
 */
const candidate = ({ viewer, before }: Asked): SqlFragment => sql`
  n.author_id = author.id
  and n.status = 'published'
  and n.is_active
  and ${NEWEST.afterPlace([before])}
  and (
    n.visibility = 'public'
    or (n.visibility = 'followers' and author.is_followed)
    or n.author_id = ${viewer}
  )`;

/**
 * The authors whose newest posts are the newest, as many as the page has rows: their newest posts alone would fill it,
 * so nobody else has a post on it, and none on it is older. "offset 0" keeps the planner from looking at blocks and
 * suspensions of more than these.
 */
const latest = (walk: number, asked: Asked, people: SqlFragment): SqlFragment => sql`
  select *
  from (
    select author.id, author.is_followed, author.position
    from (
      select author.id, author.is_followed, n.position
      from (${people}) author
      cross join lateral (
        select n.position
        from post n
        where ${candidate(asked)}
        order by ${NEWEST.order}
        limit 1
      ) n
      order by n.position desc
      offset 0
    ) author
    where ${sql.all([
      walk > 0 && sql`(select count(*) from walked) < ${asked.rows}`,
      activePerson('author.id'),
      noBlockBetween(asked.viewer, 'author.id'),
    ])}
    order by author.position desc
    limit ${MOST}
  ) author
  limit ${asked.rows}`;

/** The newest candidates of `latest`: their ids stand in the index by which they are found. */
const askEach = (asked: Asked): SqlFragment => sql`
  select n.id, n.position as place
  from latest author
  cross join lateral (
    select newest.id, newest.position
    from (
      select n.id, n.position
      from post n
      where ${candidate(asked)}
        and n.position >= (
          select case when count(*) = ${asked.rows} then min(position) else 0 end
          from latest
        )
      order by ${NEWEST.order}
      limit ${MOST}
    ) newest
    limit ${asked.rows}
  ) n
  order by n.position desc
  limit ${MOST}`;

/** What `pageOf` is made from: `walked`, if there is a walk, and `latest`. @param people SQL of them, read by each */
export const waysOf = (walk: number, asked: Asked, people: SqlFragment): SqlFragment => {
  const first = sql`
  walked as materialized (
    select *
    from (${walked(walk, asked, people)}) walk
    limit ${asked.rows}
  ),`;
  return sql`${walk > 0 ? first : sql.empty}
  latest as materialized (${latest(walk, asked, people)})`;
};

/** The people of a feed, for a statement that reads them more than once. */
export const authorOf = (people: SqlFragment): SqlFragment =>
  sql`author as materialized (${people})`;

/** SQL: those of `authorOf`. */
export const AUTHORS = sql`select id, is_followed from author`;

/** SQL: whether the walk has filled the page. */
export const isWalked = (walk: number, { rows }: Asked): SqlFragment =>
  walk > 0 ? sql`(select count(*) from walked) = ${rows}` : sql`false`;

/** The walked posts when they fill the page, else those that were asked for. */
export const pageOf = (walk: number, asked: Asked): SqlFragment => {
  const each = sql`
    select *
    from (${askEach(asked)}) asked
    limit ${asked.rows}`;
  return walk === 0
    ? each
    : sql`
    select *
    from walked
    where ${isWalked(walk, asked)}
    union all
    select *
    from (${each}) page`;
};

/**
 * Declares the statement of one page of a feed, see `HomeFeedReader`. Without a walk it tells whether the feed is of many
 * people.
 */
export function homeFeed(
  name: string,
  { walk, people }: FeedWay,
): (asked: HomeAsked) => PreparedRun {
  return prepared<HomeAsked>(name, (slot) => {
    const asked = {
      viewer: sql`${slot('viewer')}::bigint`,
      before: slot('before'),
      rows: slot('rows'),
      withOwn: sql`${slot('withOwn')}::boolean`,
      of: slot('of'),
    };
    const ways =
      walk > 0
        ? waysOf(walk, asked, people(asked))
        : sql`${authorOf(people(asked))}, ${waysOf(walk, asked, AUTHORS)}`;
    return sql`
  with ${ways}
  ${postsOf(pageOf(walk, asked), 'desc', asked.viewer, walk > 0 ? {} : { beside: besideFew })}`;
  });
}
