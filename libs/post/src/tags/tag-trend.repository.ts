import { Injectable } from '@nestjs/common';
import { sql, UnitOfWork } from '#libs/database';
import { offeredPost } from '../post/visible-post.sql.js';
import { TAG_HALF_LIFE_HOURS, TAG_TREND_DAYS, TRENDING_TAGS } from './tag-trend.js';

/** A use that is made now, in whole numbers: their sum is the same in every order. */
const FULL_WORTH = 1_000_000;

/** Writes which tags are trending. */
@Injectable()
export class TagTrendRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Ranks anew the tags of posts of the last days that may be suggested to anybody, by how many people gave them. */
  async rank(): Promise<void> {
    await this.work.execute(
      sql`
      with recent_day as materialized (
        select (now() at time zone 'utc')::date - age as day
        from generate_series(0, ${TAG_TREND_DAYS}::integer - 1) as age
      ),
      first_moment as materialized (
        select min(day)::timestamp at time zone 'utc' as at from recent_day
      ),
      used as materialized (
        select
          pt.tag_id,
          p.author_id,
          p.published_at,
          (p.published_at at time zone 'utc')::date as day
        from post p
        join post_tag pt on pt.post_id = p.id
        where p.position >= (select (extract(epoch from at) * 1000)::bigint << 20 from first_moment)
          and p.published_at >= (select at from first_moment)
          and ${offeredPost('p')}
      ),
      by_person as (
        select
          tag_id,
          count(*) as posts,
          round(
            ${FULL_WORTH} * power(
              0.5,
              extract(epoch from now() - max(published_at))::float8 / 3600 / ${TAG_HALF_LIFE_HOURS}
            )
          )::bigint as worth
        from used
        group by tag_id, author_id
      ),
      ranked as materialized (
        select
          tag_id,
          sum(worth)::float8 as score,
          count(*)::integer as recent_people,
          sum(posts)::integer as recent_posts
        from by_person
        group by tag_id
        order by score desc, tag_id desc
        limit ${TRENDING_TAGS}
      ),
      by_day as materialized (
        select tag_id, day, count(*) as posts
        from used
        where tag_id in (select tag_id from ranked)
        group by tag_id, day
      ),
      past as (
        select
          ranked.tag_id,
          jsonb_agg(
            jsonb_build_object('day', recent_day.day, 'posts', coalesce(by_day.posts, 0))
            order by recent_day.day
          ) as history
        from ranked
        cross join recent_day
        left join by_day on by_day.tag_id = ranked.tag_id and by_day.day = recent_day.day
        group by ranked.tag_id
      ),
      present as materialized (
        select id
        from tag
        where id in (select tag_id from ranked)
        for key share
      ),
      calmed as (
        delete from tag_trend
        where tag_id not in (select tag_id from ranked)
      )
      insert into tag_trend (tag_id, score, recent_people, recent_posts, history)
      select ranked.tag_id, score, recent_people, recent_posts, history
      from ranked
      join past on past.tag_id = ranked.tag_id
      join present on present.id = ranked.tag_id
      on conflict (tag_id) do update
      set
        score = excluded.score,
        recent_people = excluded.recent_people,
        recent_posts = excluded.recent_posts,
        history = excluded.history
      `,
    );
  }
}
