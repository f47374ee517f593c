import { Injectable } from '@nestjs/common';
import { idSince, sql, UnitOfWork } from '#libs/database';
import { openPost } from '../post/visible-post.sql.js';
import { HALF_LIFE_HOURS, TREND_DAYS, TRENDS } from './trend.js';
import { trendingActs } from './trending-acts.sql.js';

/** Writes which posts are trending. */
@Injectable()
export class TrendRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Ranks anew all posts that everyone may see by what active people did to them in the last days. */
  async rank(): Promise<void> {
    await this.work.execute(
      sql`
      with act as (
        ${trendingActs(idSince(TREND_DAYS, 'day'))}
      ),
      ranked as materialized (
        select
          act.post_id,
          sum(
            weight * power(0.5, extract(epoch from now() - act.created_at)::float8 / 3600 / ${HALF_LIFE_HOURS})
          ) as score
        from act
        join user_account person on person.id = act.user_id and person.is_active
        join post p on p.id = act.post_id and ${openPost('p')}
        group by act.post_id
        order by score desc, act.post_id desc
        limit ${TRENDS}
      ),
      calmed as (
        delete from post_trend
        where post_id not in (select post_id from ranked)
      )
      insert into post_trend (post_id, score)
      select post_id, score
      from ranked
      on conflict (post_id) do update
      set score = excluded.score
      `,
    );
  }
}
