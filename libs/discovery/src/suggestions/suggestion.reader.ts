import { Injectable } from '@nestjs/common';
import { prepared, sql, SqlReader } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { MediaReader } from '#libs/media';
import { presentSummary, summaryOf, type SummaryRow } from '#libs/people';
import { eachSuggestable } from '../eligibility/suggestable.sql.js';
import { visibleFriend } from '../eligibility/visible-friend.sql.js';
import { isKept } from '../generations/generation.sql.js';
import { REASON_NAMES } from '../reason/reason.js';
import { freshRanking } from './circumstances.sql.js';
import { ASKED_FOLLOWEES, type CommonGround, type Generation, RANKED } from './suggestion.js';

/** A place in a ranking, and who stands there. */
export interface RankedPerson extends CommonGround {
  readonly id: UserId;
  readonly generation: Generation;
  readonly place: number;
}

interface RankedRow {
  readonly id: UserId;
  readonly generation: Generation;
  readonly place: number;
  readonly followerCount: number;
  readonly followers: SummaryRow[];
  readonly nearest: SummaryRow | null;
  readonly skillCount: number;
  readonly skills: string[];
  readonly isOfRegion: boolean;
}

/** Which part of a ranking is read. */
interface PartAsked {
  readonly viewer: UserId;
  /** The ranking; when absent one that is fresh, if there is one. */
  readonly generation: Generation | undefined;
  /** The place behind which it begins. */
  readonly after: number;
  readonly limit: number;
}

/**
 * Whom the viewer follows among the followers of somebody is found from the side that has fewer: it takes long only when
 * somebody who follows thousands reads of people whom thousands follow. The planner doesn't know which has: it takes
 * everybody for somebody with few followers.
 */
const PART = prepared<PartAsked>('discovery.suggested', (slot) => {
  const viewer = sql`${slot('viewer')}::bigint`;
  return sql`
  with chosen as materialized (
    select coalesce(${slot('generation')}::bigint, ${freshRanking(viewer)}) as generation
  ),
  suggested as materialized (
    select ranked.id, ranked.place
    from (
      select person.id, person.place
      from suggestion_ranking r
      cross join lateral unnest(r.user_ids) with ordinality as person (id, place)
      where ${isKept(viewer, sql`(select generation from chosen)`)}
        and person.place > ${slot('after')}::integer
      order by person.place
      offset 0
    ) ranked
    ${eachSuggestable(viewer, 'ranked.id')}
    order by ranked.place
    limit least(${slot('limit')}::integer, ${sql.number(RANKED)})
  ),
  followed as materialized (
    select f.followee_id as id, f.position
    from follow f
    where f.follower_id = ${viewer}
  ),
  sized as materialized (
    select
      suggested.id,
      coalesce(n.follower_count, 0) < (select count(*) from followed) as has_few_followers
    from suggested
    left join person_neighbourhood n on n.person_id = suggested.id
  ),
  edge as materialized (
    select sized.id, followed.id as friend_id, followed.position
    from sized
    cross join followed
    cross join lateral (
      select
      from follow f
      where f.follower_id = followed.id and f.followee_id = sized.id
      offset 0
    ) f
    where not sized.has_few_followers
    union all
    select sized.id, followed.id, followed.position
    from sized
    cross join lateral (
      select f.follower_id
      from follow f
      where f.followee_id = sized.id
      offset 0
    ) f
    join followed on followed.id = f.follower_id
    where sized.has_few_followers
  ),
  follower as materialized (
    select edge.id, edge.friend_id, edge.position
    from edge
    where ${visibleFriend(viewer, 'edge.friend_id')}
  ),
  near as materialized (
    select distinct on (n.neighbour_id) n.neighbour_id as id, n.person_id as friend_id
    from (
      select latest.id
      from (
        select followed.id
        from followed
        order by followed.position desc
        limit ${sql.number(ASKED_FOLLOWEES)}
      ) latest
      where ${visibleFriend(viewer, 'latest.id')}
      offset 0
    ) last
    cross join lateral (
      select n.person_id, n.neighbour_id, n.score
      from person_neighbour n
      where n.person_id = last.id
      offset 0
    ) n
    where n.neighbour_id in (select id from suggested)
    order by n.neighbour_id, n.score desc, n.person_id desc
  ),
  me as materialized (
    select p.skills_folded, p.region_folded
    from profile p
    where p.user_id = ${viewer}
  )
  select
    suggested.id,
    (select generation from chosen) as generation,
    suggested.place::integer as place,
    (
      select count(*) from follower where follower.id = suggested.id
    )::integer as "followerCount",
    (
      select coalesce(json_agg(${summaryOf('last.friend_id')} order by last.position desc), '[]')
      from (
        select follower.friend_id, follower.position
        from follower
        where follower.id = suggested.id
        order by follower.position desc
        limit ${sql.number(REASON_NAMES)}
      ) last
    ) as followers,
    ${summaryOf('near.friend_id')} as nearest,
    shared.amount as "skillCount",
    shared.names as skills,
    coalesce(p.region_folded = me.region_folded, false) as "isOfRegion"
  from suggested
  cross join me
  join profile p on p.user_id = suggested.id
  left join near on near.id = suggested.id
  cross join lateral (
    select
      count(*)::integer as amount,
      coalesce(
        (array_agg(skill.name order by skill.place))[1:${sql.number(REASON_NAMES)}],
        '{}'
      ) as names
    from unnest(p.skills, p.skills_folded) with ordinality as skill (name, folded, place)
    where skill.folded = any (me.skills_folded)
  ) shared
  order by suggested.place
  `;
});

/** Reads who is suggested to whom, and what they have in common at this moment. */
@Injectable()
export class SuggestionReader {
  constructor(
    private readonly reader: SqlReader,
    private readonly media: MediaReader,
  ) {}

  /** People of a ranking behind a place who may be suggested now; one statement. */
  async part(asked: PartAsked): Promise<RankedPerson[]> {
    const rows = await this.reader.query<RankedRow>(PART(asked));
    return rows.map((row) => ({
      ...row,
      followers: row.followers.map((person) => this.present(person)),
      nearest: row.nearest && this.present(row.nearest),
    }));
  }

  /** Whether a ranking of the viewer is still kept. */
  async isKept(viewer: UserId, generation: Generation): Promise<boolean> {
    const row = await this.reader.one<{ kept: boolean }>(sql`
      select exists (
        select from suggestion_ranking r
        where ${isKept(sql`${viewer}::bigint`, sql`${generation}::bigint`)}
      ) as kept
    `);
    return row?.kept ?? false;
  }

  private present(row: SummaryRow): ReturnType<typeof presentSummary> {
    return presentSummary(row, this.media.pictures);
  }
}
