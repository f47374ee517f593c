import { Injectable } from '@nestjs/common';
import { idSince, prepared, sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import type { PostId } from '#libs/post';
import { isKept, removalOfOld } from '../generations/generation.sql.js';
import { rankedPosts, youngAndRecommendable } from './ranked-posts.sql.js';
import {
  OF_ONE_AUTHOR,
  RANKED_POSTS,
  type RecommendedGeneration,
  SEEN_MINUTES,
} from './recommended.js';

/** Which part of a ranking is delivered. */
interface PartAsked {
  readonly viewer: UserId;
  readonly generation: RecommendedGeneration;
  /** The place behind which it begins. */
  readonly after: number;
  readonly limit: number;
  /** Whether the viewer gets to see it. */
  readonly isSeen: boolean;
}

/** The part of a ranking that a page is made of. */
interface DeliveredPart {
  readonly ids: PostId[];
  /** Where the part ends; `null` without posts. */
  readonly last: number | null;
  /** Whether there are posts behind it. */
  readonly goesOn: boolean;
}

const RANK = prepared<{ viewer: UserId }>('discovery.recommend', (slot) => {
  const viewer = sql`${slot('viewer')}::bigint`;
  return sql`
  insert into recommended_ranking (person_id, post_ids)
  select ${viewer}, coalesce(array_agg(ranked.id order by ranked.place), '{}')
  from (${rankedPosts(viewer)}) ranked
  returning generation
  `;
});

/** A part ends before the post by which an author would have too many: the next page begins with it. */
const DELIVER = prepared<PartAsked>('discovery.deliver', (slot) => {
  const viewer = sql`${slot('viewer')}::bigint`;
  const generation = sql`${slot('generation')}::bigint`;
  const limit = sql`${slot('limit')}::integer`;
  return sql`
  with kept as materialized (
    select r.post_ids
    from recommended_ranking r
    where ${isKept(viewer, generation)}
  ),
  open as materialized (
    select ranked.id, ranked.place, allowed.author_id
    from (
      select post.id, post.place
      from kept
      cross join lateral unnest(kept.post_ids) with ordinality as post (id, place)
      where post.place > ${slot('after')}::integer
      order by post.place
      offset 0
    ) ranked
    cross join lateral (
      select p.author_id
      from post p
      where p.id = ranked.id
        and ${youngAndRecommendable(viewer, 'p')}
        and not exists (
          select from recommended_seen s
          where s.person_id = ${viewer}
            and s.post_id = p.id
            and s.generation <> ${generation}
            and s.generation > ${idSince(SEEN_MINUTES, 'minute')}
        )
      offset 0
    ) allowed
    order by ranked.place
    limit least(${limit} + 1, ${sql.number(RANKED_POSTS)})
  ),
  crowded as materialized (
    select min(numbered.place) as place
    from (
      select open.place, row_number() over (partition by open.author_id order by open.place) as nth
      from open
    ) numbered
    where numbered.nth > ${sql.number(OF_ONE_AUTHOR)}
  ),
  part as materialized (
    select open.id, open.place
    from open
    cross join crowded
    where crowded.place is null or open.place < crowded.place
    order by open.place
    limit ${limit}
  ),
  seen as (
    insert into recommended_seen (person_id, post_id, generation)
    select ${viewer}, part.id, ${generation}
    from part
    where ${slot('isSeen')}::boolean
    order by part.id
    on conflict (person_id, post_id) do update
    set generation = excluded.generation
    where recommended_seen.generation <= ${idSince(SEEN_MINUTES, 'minute')}
  )
  select
    array(select part.id::text from part order by part.place) as ids,
    (select max(part.place)::integer from part) as last,
    (select count(*) from open) > (select count(*) from part) as "goesOn"
  from kept
  `;
});

/** Writes what is recommended to whom. */
@Injectable()
export class RecommendedRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Ranks posts for somebody as of now, without what was delivered lately, and keeps the ranking. */
  async rank(viewer: UserId): Promise<RecommendedGeneration> {
    const { rows } = await this.work.execute<{ generation: RecommendedGeneration }>(
      RANK({ viewer }),
    );
    const [row] = rows;
    if (row === undefined) {
      throw new Error('A ranking was not kept.');
    }
    return row.generation;
  }

  /**
   * Takes the next posts of a ranking, and notes which of them are seen by it. Of two rankings that deliver the same post in
   * the same moment only one has noted it.
   *
   * @returns nothing when the ranking is not kept
   */
  async deliver(asked: PartAsked): Promise<DeliveredPart | undefined> {
    const { rows } = await this.work.execute<DeliveredPart>(DELIVER(asked));
    return rows[0];
  }

  /** Removes rankings that nobody may page through any more. @returns how many */
  async removeOld(limit: number): Promise<number> {
    const { count } = await this.work.execute(removalOfOld('recommended_ranking', limit));
    return count;
  }

  /** Removes what was seen so long ago that it may come again. @returns how much */
  async removeSeen(limit: number): Promise<number> {
    const { count } = await this.work.execute(sql`
      delete from recommended_seen
      where (person_id, post_id) in (
        select person_id, post_id
        from recommended_seen
        where generation <= ${idSince(SEEN_MINUTES, 'minute')}
        order by generation
        limit ${limit}
      )
    `);
    return count;
  }

  /** Removes what was recommended to a person. @returns how many rows went */
  async removeOf(person: UserId): Promise<number> {
    const rankings = await this.work.execute(
      sql`delete from recommended_ranking where person_id = ${person}`,
    );
    const seen = await this.work.execute(
      sql`delete from recommended_seen where person_id = ${person}`,
    );
    return rankings.count + seen.count;
  }
}
