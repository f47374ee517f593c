import { Injectable } from '@nestjs/common';
import {
  descending,
  prepared,
  type PreparedRun,
  sortKey,
  sql,
  type SqlFragment,
  SqlReader,
} from '#libs/database';
import type { Id, Page, UserId } from '#libs/kernel';
import { postsOf, visiblePost, visiblePostOfReachable } from '#libs/post';
import { activePerson, mutes, noBlockBetween } from '#libs/social-graph';
import { type FeedRequest, MOST_ROWS, type PlacedPost } from './feed-page.js';

/** How far the home feed looks before it asks each followed person. */
export interface HomeReach {
  /** Newest posts of everybody that are walked first. */
  readonly walk: number;
  /** Whoever follows fewer people than this is spared the walk. */
  readonly walkFrom: number;
}

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
 * whose profile is not open to the viewer is none of them: nobody's posts may fill a page that the viewer can't see.
 */
export type FeedPeople = (asked: Asked) => SqlFragment;

/** The order of posts `n`, from which candidates are picked; the rule of visibility looks at no more than fill the page. */
export const newestPosts = (feed: string) => descending(feed, sortKey('n.position', 'id', 'place'));

const NEWEST = newestPosts('feeds.home');

const MOST = sql.number(MOST_ROWS);

/** Those whose posts belong into the feed, before any look at blocks and suspensions. */
export const authors = ({ viewer, withOwn }: Asked): SqlFragment => sql`
  select f.followee_id as id, true as is_followed
  from follow f
  where f.follower_id = ${viewer}
    and not ${mutes(viewer, 'f.followee_id')}
  union all
  select ${viewer}, false
  where ${withOwn}`;

/** The candidate's post, if the viewer may see it. @param rule that says so of a post `p` */
const seen = (rule: SqlFragment): SqlFragment => sql`
  select p.id
  from post p
  where p.author_id = candidate.author_id
    and p.position = candidate.position
    and p.status = 'published'
    and ${rule}`;

/**
 * "or false" keeps the planner from turning the hashed set of authors into a join, which couldn't stop at the limit.
 */
const walk = ({ walk, walkFrom }: HomeReach, asked: Asked, people: SqlFragment): SqlFragment => sql`
  select p.id, candidate.position as place
  from (
    select n.author_id, n.position
    from post n
    where n.status = 'published' and n.is_active and ${NEWEST.afterPlace([asked.before])}
    order by ${NEWEST.order}
    limit ${sql.number(walk)}
  ) candidate
  cross join lateral (${seen(visiblePost('p', asked.viewer))}) p
  where (candidate.author_id in (select id from (${people}) author) or false)
    and (
      select count(*) >= ${sql.number(walkFrom)}
      from (
        select from follow where follower_id = ${asked.viewer} limit ${sql.number(walkFrom)}
      ) counted
    )
  order by candidate.position desc
  limit ${MOST}`;

/**
 * A post `n` of an `author` that may be a candidate. Posts that the rule of visibility would refuse are none: they
 * can't crowd out others of the same author.
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
const latest = (asked: Asked, people: SqlFragment): SqlFragment => sql`
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
    where (select count(*) from walked) < ${asked.rows}
      and ${activePerson('author.id')}
      and ${noBlockBetween(asked.viewer, 'author.id')}
    order by author.position desc
    limit ${MOST}
  ) author
  limit ${asked.rows}`;

/** Rows from `latest`. "offset 0" keeps the planner from looking at each candidate's post before the newest are picked. */
const askEach = (asked: Asked): SqlFragment => sql`
  select p.id, candidate.position as place
  from (
    select n.author_id, n.position
    from latest author
    cross join lateral (
      select newest.author_id, newest.position
      from (
        select n.author_id, n.position
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
    offset 0
  ) candidate
  cross join lateral (${seen(visiblePostOfReachable('p', asked.viewer))}) p
  order by candidate.position desc
  limit ${MOST}`;

/**
 * Declares the statement of one page of a home feed, see `HomeFeedReader`.
 *
 * @param people SQL of those whose posts it holds, before any look at blocks and suspensions
 */
export function homeFeed(
  name: string,
  reach: HomeReach,
  people: FeedPeople = authors,
): (asked: HomeAsked) => PreparedRun {
  return prepared<HomeAsked>(name, (slot) => {
    const viewer = sql`${slot('viewer')}::bigint`;
    const withOwn = sql`${slot('withOwn')}::boolean`;
    const asked = {
      viewer,
      before: slot('before'),
      rows: slot('rows'),
      withOwn,
      of: slot('of'),
    };
    return sql`
  with ${waysOf(reach, asked, people(asked))}
  ${postsOf(pageOf(asked), 'desc', viewer)}`;
  });
}

/** What `pageOf` is made from: `walked` and `latest`. @param people SQL of `authors` */
export const waysOf = (
  reach: HomeReach,
  asked: Asked,
  people: SqlFragment,
): SqlFragment => sql`walked as materialized (
    select *
    from (${walk(reach, asked, people)}) walk
    limit ${asked.rows}
  ),
  latest as materialized (${latest(asked, people)})`;

/** The walked posts when they fill the page, else those that were asked for. */
export const pageOf = (asked: Asked): SqlFragment => sql`
    select *
    from walked
    where (select count(*) from walked) = ${asked.rows}
    union all
    select *
    from (
      select *
      from (${askEach(asked)}) asked
      limit ${asked.rows}
    ) page`;

/** Measured: among 100,000 people a walk fills a page, and beats asking each person, from about 600 followed on. */
export const HOME_REACH: HomeReach = { walk: 3_000, walkFrom: 600 };

const HOME = homeFeed('feed.home', HOME_REACH);

/**
 * Reads the home feed: published posts of the people whom a person follows, and the own ones. Pulled when
 * asked for, in one of two ways that give the same posts: a walk over the newest posts of everybody, which
 * fills a page at once for whoever follows many people; else the newest posts of the followed people who published last.
 */
@Injectable()
export class HomeFeedReader {
  constructor(private readonly reader: SqlReader) {}

  /**
   * One page, newest first, by one statement.
   *
   * @param statement of another feed, and for tests of either way
   * @param order of that feed: its cursors are good for no other one
   * @throws DomainError `invalid-cursor`
   */
  async page(
    viewer: UserId,
    request: FeedRequest,
    statement = HOME,
    order = NEWEST,
  ): Promise<Page<PlacedPost>> {
    const { limit, excludeMe, of } = request;
    const [before] = order.start(request);
    const rows = await this.reader.query<PlacedPost>(
      statement({ viewer, before, rows: limit + 1, withOwn: !excludeMe, of }),
    );
    return order.page(rows, limit);
  }
}
