import { Injectable } from '@nestjs/common';
import { type Page, toPage, type UserId } from '#libs/kernel';
import { prepared, type Sql, SqlReader } from '#libs/database';
import { postsOf, visiblePost } from '#libs/post';
import { activePerson, noBlockBetween } from '#libs/user';
import {
  type FeedRequest,
  feedCursor,
  LAST_POSITION,
  MOST_ROWS,
  type PlacedPost,
} from './feed-page.js';

/** How far the home feed looks before it asks each followed person. */
export interface HomeReach {
  /** Newest posts of everybody that are walked first. */
  readonly walk: number;
  /** Whoever follows fewer people than this is spared the walk. */
  readonly walkFrom: number;
}

const places = feedCursor('feeds.home');

/*
 * Every part takes `$1` viewer, `$2` position before which posts are looked for, `$3` rows, `$4` whether with own
 * posts. Candidates are picked first; the rule of visibility looks at no more than fill the page.
 */

/** Those whose posts belong into the feed, before any look at blocks and suspensions. */
const AUTHORS = `
  select f.followee_id as id
  from follow f
  where f.follower_id = $1
    and not exists (select from mute m where m.muter_id = $1 and m.muted_id = f.followee_id)
  union all
  select $1::bigint
  where $4::boolean`;

/** The candidate's post, if the viewer may see it. */
const SEEN = `
  select p.id
  from post p
  where p.author_id = candidate.author_id
    and p.position = candidate.position
    and p.status = 'published'
    and ${visiblePost('p', '$1::bigint')}`;

/**
 * "or false" keeps the planner from turning the hashed set of authors into a join, which couldn't stop at the limit.
 */
const walk = ({ walk, walkFrom }: HomeReach): string => `
  select p.id, candidate.position as place
  from (
    select n.author_id, n.position
    from post n
    where n.status = 'published' and n.is_active and n.position < $2
    order by n.position desc
    limit ${walk}
  ) candidate
  cross join lateral (${SEEN}) p
  where (candidate.author_id in (${AUTHORS}) or false)
    and (
      select count(*) >= ${walkFrom}
      from (select from follow where follower_id = $1 limit ${walkFrom}) counted
    )
  order by candidate.position desc
  limit ${MOST_ROWS}`;

/**
 * A post `n` of an `author` that may be a candidate. Posts that the rule of visibility would refuse are none: they
 * can't crowd out others of the same author.
 */
const CANDIDATE = `
  n.author_id = author.id
  and n.status = 'published'
  and n.is_active
  and n.position < $2
  and (n.visibility in ('public', 'followers') or n.author_id = $1)`;

/**
 * The authors whose newest posts are the newest, as many as the page has rows: their newest posts alone would fill it,
 * so nobody else has a post on it, and none on it is older. "offset 0" keeps the planner from looking at blocks and
 * suspensions of more than these.
 */
const LATEST = `
  select *
  from (
    select author.id, author.position
    from (
      select author.id, n.position
      from (${AUTHORS}) author
      cross join lateral (
        select n.position
        from post n
        where ${CANDIDATE}
        order by n.position desc
        limit 1
      ) n
      order by n.position desc
      offset 0
    ) author
    where (select count(*) from walked) < $3
      and ${activePerson('author.id')}
      and ${noBlockBetween('$1::bigint', 'author.id')}
    order by author.position desc
    limit ${MOST_ROWS}
  ) author
  limit $3`;

/** Rows from `latest`. "offset 0" keeps the planner from looking at each candidate's post before the newest are picked. */
const ASK_EACH = `
  select p.id, candidate.position as place
  from (
    select n.author_id, n.position
    from latest author
    cross join lateral (
      select newest.author_id, newest.position
      from (
        select n.author_id, n.position
        from post n
        where ${CANDIDATE}
          and n.position >= (
            select case when count(*) = $3 then min(position) else 0 end
            from latest
          )
        order by n.position desc
        limit ${MOST_ROWS}
      ) newest
      limit $3
    ) n
    order by n.position desc
    offset 0
  ) candidate
  cross join lateral (${SEEN}) p
  order by candidate.position desc
  limit ${MOST_ROWS}`;

/** SQL: one page of a home feed, see `HomeFeedReader`. */
export function homeFeed(reach: HomeReach): string {
  return `
  with walked as materialized (
    select *
    from (${walk(reach)}) walk
    limit $3
  ),
  latest as materialized (${LATEST})
  ${postsOf(
    `
    select *
    from walked
    where (select count(*) from walked) = $3
    union all
    select *
    from (
      select *
      from (${ASK_EACH}) asked
      limit $3
    ) page`,
    'desc',
  )}`;
}

/** Measured: among 100,000 people a walk fills a page, and beats asking each person, from about 600 followed on. */
const HOME = prepared('feed.home', homeFeed({ walk: 3_000, walkFrom: 600 }));

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
   * @param statement for tests of either way
   * @throws DomainError `invalid-cursor`
   */
  async page(
    viewerId: UserId,
    { limit, cursor, excludeMe }: FeedRequest,
    statement: Sql = HOME,
  ): Promise<Page<PlacedPost>> {
    const before = cursor === undefined ? LAST_POSITION : places.decode(cursor)[0];
    const rows = await this.reader.query<PlacedPost>(statement, [
      viewerId,
      before,
      limit + 1,
      !excludeMe,
    ]);
    return toPage(rows, limit, ({ place }) => places.encode([place]));
  }
}
