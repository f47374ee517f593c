import { Injectable } from '@nestjs/common';
import { idSince, sql, SqlReader } from '#libs/database';
import { offeredPost, type PostId } from '#libs/post';
import { discoverable } from '../eligibility/suggestable.sql.js';
import { likerCount } from './liker-count.sql.js';
import {
  ASKED_LIKERS,
  ASKED_LIKES,
  ASKED_TAGGED,
  type CountedLikers,
  DAMPING,
  FULL_WEIGHT,
  LIKED_MINUTES,
  LOOKED_BACK_MINUTES,
  type LookedThrough,
  NEIGHBOURS_OF_ONE_AUTHOR,
  POST_NEIGHBOURS,
  type PostNeighbours,
  UNSEEN_MINUTES,
} from './post-neighbourhood.js';
import { youngest } from './young-post.sql.js';

/** Days after which the likers of a post are counted anew. */
const RECOUNT_DAYS = 1;

/** Computes which posts are alike, from likes and tags that everybody can see. */
@Injectable()
export class PostNeighbourReader {
  constructor(private readonly reader: SqlReader) {}

  /** The position from which on there may be posts that are new: those before it were met, if they take part. */
  async begin(): Promise<string> {
    const row = await this.reader.one<{ start: string }>(sql`
      select greatest(
        ${youngest},
        max(n.position) - (${sql.number(UNSEEN_MINUTES * 60_000)}::bigint << 20)
      ) as start
      from post_neighbourhood n
    `);
    return row?.start ?? '0';
  }

  /** Looks through the posts after a position, whether they are met. */
  async lookThrough(after: string, limit: number): Promise<LookedThrough> {
    const row = await this.reader.one<LookedThrough>(sql`
      select
        array_agg(next.id::text) filter (
          where not exists (select from post_neighbourhood n where n.post_id = next.id)
        ) as unmet,
        max(next.position) as last
      from (
        select p.id, p.position
        from post p
        where p.status = 'published'
          and p.is_active
          and p.position > greatest(${after}::bigint, ${youngest})
        order by p.position
        limit ${limit}
      ) next
    `);
    return { unmet: row?.unmet ?? [], last: row?.last ?? null };
  }

  /** Posts whose neighbours are to be computed, those that wait longest first. */
  async due(limit: number): Promise<PostId[]> {
    const rows = await this.reader.query<{ id: PostId }>(sql`
      select n.post_id as id
      from post_neighbourhood n
      where n.due_at <= now()
      order by n.due_at, n.post_id
      limit ${limit}
    `);
    return rows.map(({ id }) => id);
  }

  /** How many posts there are whose neighbours are to be computed. */
  async dueCount(): Promise<number> {
    const row = await this.reader.one<{ count: number }>(sql`
      select count(*)::integer as count
      from post_neighbourhood n
      where n.due_at <= now()
    `);
    return row?.count ?? 0;
  }

  /** Posts that somebody who takes part liked lately, since they were computed; those that are due soon are left out. */
  async likedSince(): Promise<PostId[]> {
    const rows = await this.reader.query<{ id: PostId }>(sql`
      select distinct l.post_id as id
      from post_like l
      join post_neighbourhood n on n.post_id = l.post_id
      where l.position > ${idSince(LOOKED_BACK_MINUTES, 'minute')}
        and l.created_at > n.computed_at
        and n.due_at > n.computed_at + ${sql.number(LIKED_MINUTES)} * interval '1 minute'
        and ${discoverable('l.user_id')}
    `);
    return rows.map(({ id }) => id);
  }

  /**
   * The likers of the posts whose neighbours are to be computed next, unless they were counted lately: likers who take part,
   * up to so many that more make no difference.
   */
  likers(limit: number): Promise<CountedLikers[]> {
    return this.reader.query<CountedLikers>(sql`
      select waiting.post_id as "postId", ${likerCount('waiting.post_id')} as "likerCount"
      from (
        select n.post_id, n.counted_at
        from post_neighbourhood n
        where n.due_at <= now()
        order by n.due_at, n.post_id
        limit ${limit}
      ) waiting
      where waiting.counted_at is null
        or waiting.counted_at < now() - ${sql.number(RECOUNT_DAYS)} * interval '1 day'
    `);
  }

  /** The neighbours of posts as of now; what has none is absent. */
  computed(posts: readonly PostId[]): Promise<PostNeighbours[]> {
    return this.reader.query<PostNeighbours>(sql`
      with target as materialized (
        select n.post_id, n.liker_count
        from post_neighbourhood n
        join post p on p.id = n.post_id
        where n.post_id = any (${posts}::bigint[]) and ${offeredPost('p')}
      ),
      liker as materialized (
        select target.post_id, newest.user_id
        from target
        cross join lateral (
          select l.user_id
          from post_like l
          where l.post_id = target.post_id and ${discoverable('l.user_id')}
          order by l.position desc
          limit ${sql.number(ASKED_LIKERS)}
        ) newest
      ),
      asked as materialized (
        select distinct user_id
        from liker
      ),
      choice as materialized (
        select
          asked.user_id,
          newest.post_id,
          (
            ${sql.number(FULL_WEIGHT)} / sqrt(count(*) over (partition by asked.user_id))
          )::bigint as weight
        from asked
        cross join lateral (
          select l.post_id
          from post_like l
          join post_neighbourhood n on n.post_id = l.post_id
          where l.user_id = asked.user_id and l.position > ${youngest}
          order by l.position desc
          limit ${sql.number(ASKED_LIKES)}
        ) newest
      ),
      named as materialized (
        select distinct pt.tag_id
        from target
        join post_tag pt on pt.post_id = target.post_id
      ),
      tagged as materialized (
        select
          named.tag_id,
          newest.post_id,
          (
            ${sql.number(FULL_WEIGHT)} / sqrt(count(*) over (partition by named.tag_id))
          )::bigint as weight
        from named
        cross join lateral (
          select pt.post_id
          from post_tag pt
          join post_neighbourhood n on n.post_id = pt.post_id
          where pt.tag_id = named.tag_id and pt.post_id > ${youngest}
          order by pt.post_id desc
          limit ${sql.number(ASKED_TAGGED)}
        ) newest
      ),
      shared as (
        select liker.post_id, choice.post_id as neighbour_id, choice.weight as liked, 0 as tagged
        from liker
        join choice using (user_id)
        union all
        select pt.post_id, tagged.post_id, 0, tagged.weight
        from target
        join post_tag pt on pt.post_id = target.post_id
        join tagged using (tag_id)
      ),
      together as (
        select post_id, neighbour_id, sum(liked) as liked, sum(tagged) as tagged
        from shared
        where neighbour_id <> post_id
        group by post_id, neighbour_id
      ),
      scored as (
        select
          together.post_id,
          together.neighbour_id,
          n.author_id,
          (
            together.tagged
            + together.liked::float8
            / power(
              greatest(target.liker_count, 1)::float8 * greatest(n.liker_count, 1),
              ${DAMPING}::float8
            )
          )::integer as score
        from together
        join target using (post_id)
        join post_neighbourhood n on n.post_id = together.neighbour_id
      ),
      fair as (
        select
          post_id,
          neighbour_id,
          score,
          row_number() over (
            partition by post_id, author_id order by score desc, neighbour_id desc
          ) as nth
        from scored
      ),
      placed as (
        select
          post_id,
          neighbour_id,
          score,
          row_number() over (partition by post_id order by score desc, neighbour_id desc) as place
        from fair
        where nth <= ${sql.number(NEIGHBOURS_OF_ONE_AUTHOR)}
      )
      select
        post_id as "postId",
        array_agg(neighbour_id::text order by place) as "neighbourIds",
        array_agg(score order by place) as scores
      from placed
      where place <= ${sql.number(POST_NEIGHBOURS)}
      group by post_id
    `);
  }
}
