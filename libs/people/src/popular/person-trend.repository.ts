import { Injectable } from '@nestjs/common';
import { idSince, sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { HALF_LIFE_DAYS, POPULAR_DAYS, POPULAR_PEOPLE } from './person-trend.js';

/** A follower that is gained now, in whole numbers: their sum is the same in every order. */
const FULL_WORTH = 1_000_000;

/** Writes who is popular. */
@Injectable()
export class PersonTrendRepository {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * Ranks people anew by the followers that they gained lately. Follows of and by private profiles, and of those who left
   * discovery, count for nobody.
   */
  async rank(): Promise<void> {
    await this.work.execute(
      sql`
      with gained as materialized (
        select
          f.followee_id,
          round(
            ${FULL_WORTH} * power(
              0.5,
              extract(epoch from now() - f.created_at)::float8 / 86400 / ${HALF_LIFE_DAYS}
            )
          )::bigint as worth
        from follow f
        join user_account follower on follower.id = f.follower_id and follower.is_active
        join profile offered
          on offered.user_id = f.follower_id and offered.is_public and offered.is_discoverable
        where f.position >= ${idSince(POPULAR_DAYS, 'day')}
      ),
      ranked as materialized (
        select gained.followee_id as person_id, sum(gained.worth)::float8 as score
        from gained
        join user_account person on person.id = gained.followee_id and person.is_active
        join profile p
          on p.user_id = gained.followee_id and p.is_public and p.is_discoverable
        group by gained.followee_id
        order by score desc, person_id desc
        limit ${POPULAR_PEOPLE}
      ),
      calmed as (
        delete from person_trend
        where person_id not in (select person_id from ranked)
      )
      insert into person_trend (person_id, score)
      select person_id, score
      from ranked
      on conflict (person_id) do update
      set score = excluded.score
      `,
    );
  }

  /** Takes a person out of the ranking. */
  async forget(personId: UserId): Promise<void> {
    await this.work.execute(sql`delete from person_trend where person_id = ${personId}`);
  }
}
