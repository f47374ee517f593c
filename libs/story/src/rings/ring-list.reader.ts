import { Injectable } from '@nestjs/common';
import { descending, prepared, sortKey, sql, SqlReader } from '#libs/database';
import {
  cursorOf,
  type Id,
  type Page,
  type PageRequest,
  toPage,
  type UserId,
  type Viewer,
} from '#libs/kernel';
import { mutes } from '#libs/social-graph';
import { seenStory, visibleStory } from '../story/visible-story.sql.js';

/** What is asked of the story feed. */
export interface RingRequest extends PageRequest {
  /** Leaves the viewer's own stories out. */
  readonly excludeMe: boolean;
}

/** Whose stories stand at a place of the feed. */
interface PlacedRing {
  readonly authorId: UserId;
  /** 2: the viewer's own, 1: with something unseen, 0: seen. */
  readonly rank: number;
  /** Id of the last story. */
  readonly latest: Id;
  /** The moment of the first page, as an id. */
  readonly asOf: Id;
}

/** What the statement is given. */
interface RingsAsked {
  readonly viewer: UserId;
  readonly withOwn: boolean;
  readonly asOf: string | number | undefined;
  readonly rank: string | number | undefined;
  readonly latest: string | number | undefined;
  readonly rows: number;
}

const PLACES = descending(
  'stories.ring-places',
  sortKey('ring.rank', 'integer', 'rank'),
  sortKey('ring.latest', 'id', 'latest'),
);
/** A place, and the moment for which places are worked out: what comes or is seen meanwhile moves nobody. */
const rings = cursorOf('stories.rings', ['id', 'integer', 'id']);
/** The moment of a first page: now. */
const NOW = '9223372036854775807';

/** Rows of the longest page and one more: a number, where the planner must know that a limit is small. */
const MOST_ROWS = 101;

/** Asks for the stories of each followed person by an index; the rule of visibility looks only at what is found. */
const RINGS = prepared<RingsAsked>('story.rings', (slot) => {
  const viewer = sql`${slot('viewer')}::bigint`;
  return sql`
  select *
  from (
    select ring.author_id as "authorId", ring.rank, ring.latest::text, moment.id::text as "asOf"
    from (
      select least(
        ${slot('asOf')}::bigint,
        (extract(epoch from statement_timestamp()) * 1000)::bigint << 20 | 1048575
      ) as id
    ) moment
    cross join lateral (
      select
        found.author_id,
        case
          when found.author_id = ${viewer} then 2
          when bool_or(not found.seen) then 1
          else 0
        end as rank,
        max(found.id) as latest
      from (
        select s.id, s.author_id, told.seen
        from (
          select f.followee_id as id
          from follow f
          where f.follower_id = ${viewer}
          union all
          select ${viewer}
          where ${slot('withOwn')}::boolean
        ) author
        join story s on s.author_id = author.id and s.id <= moment.id and s.expires_at > now()
        cross join lateral (
          select
            ${visibleStory('s', viewer)}
            and not ${mutes(viewer, 's.author_id')} as visible,
            ${seenStory('s', viewer, 'moment.id')} as seen
          offset 0
        ) told
        where told.visible
      ) found
      group by found.author_id
    ) ring
    where ${PLACES.afterPlace([slot('rank'), slot('latest')])}
    order by ${PLACES.order}
    limit ${sql.number(MOST_ROWS)}
  ) placed
  limit ${slot('rows')}
  `;
});

/** Pages of the people in the story feed of a viewer. */
@Injectable()
export class RingListReader {
  constructor(private readonly reader: SqlReader) {}

  /**
   * One page of whose stories there are: the viewer, then those with something unseen, then the others, each by the
   * last story. By one statement.
   *
   * @throws DomainError `invalid-cursor`
   */
  async page({ userId }: Viewer, request: RingRequest): Promise<Page<PlacedRing>> {
    const { cursor, limit, excludeMe } = request;
    const [asOf, rank, latest] =
      cursor === undefined ? [NOW, ...PLACES.start({})] : rings.decode(cursor);
    const rows = await this.reader.query<PlacedRing>(
      RINGS({ viewer: userId, withOwn: !excludeMe, asOf, rank, latest, rows: limit + 1 }),
    );
    return toPage(rows, limit, (row) => rings.encode([row.asOf, row.rank, row.latest]));
  }
}
