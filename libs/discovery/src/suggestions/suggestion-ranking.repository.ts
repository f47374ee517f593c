import { Injectable } from '@nestjs/common';
import { idSince, prepared, sql, UnitOfWork } from '#libs/database';
import type { UserId } from '#libs/kernel';
import { removalOfOld } from '../generations/generation.sql.js';
import { lastingCircumstances } from './circumstances.sql.js';
import { rankedPeople } from './ranked-people.sql.js';
import { type Generation, SAME_MINUTES } from './suggestion.js';

const RANK = prepared<{ viewer: UserId }>('discovery.rank', (slot) => {
  const viewer = sql`${slot('viewer')}::bigint`;
  return sql`
  with ranking as materialized (
    select coalesce(array_agg(ranked.id order by ranked.place), '{}') as user_ids
    from (${rankedPeople(viewer)}) ranked
  ),
  same as materialized (
    select last.generation
    from (
      select r.generation, r.user_ids
      from suggestion_ranking r
      where r.person_id = ${viewer} and r.generation > ${idSince(SAME_MINUTES, 'minute')}
      order by r.generation desc
      limit 1
    ) last
    join ranking on ranking.user_ids = last.user_ids
  ),
  kept as (
    insert into suggestion_ranking (person_id, user_ids, circumstances)
    select
      ${viewer},
      ranking.user_ids,
      ${lastingCircumstances(viewer, sql`cardinality(ranking.user_ids)`)}
    from ranking
    where not exists (select from same)
    returning generation
  )
  select generation from same
  union all
  select generation from kept
  `;
});

/** Writes who is suggested to whom. */
@Injectable()
export class SuggestionRankingRepository {
  constructor(private readonly work: UnitOfWork) {}

  /** Ranks people for somebody as of now, and keeps the ranking. The same one is not kept twice in a minute. */
  async rank(viewer: UserId): Promise<Generation> {
    const { rows } = await this.work.execute<{ generation: Generation }>(RANK({ viewer }));
    const [row] = rows;
    if (row === undefined) {
      throw new Error('A ranking was not kept.');
    }
    return row.generation;
  }

  /** Removes rankings that nobody may page through any more. @returns how many */
  async removeOld(limit: number): Promise<number> {
    const { count } = await this.work.execute(removalOfOld('suggestion_ranking', limit));
    return count;
  }

  /** Removes what was suggested to a person. @returns how many rows went */
  async removeOf(person: UserId): Promise<number> {
    const { count } = await this.work.execute(
      sql`delete from suggestion_ranking where person_id = ${person}`,
    );
    return count;
  }

  /** Takes a person out of what is suggested to others; the others keep their places. @returns of how many rankings */
  async takeOut(person: UserId): Promise<number> {
    const id = sql.value(person);
    const { count } = await this.work.execute(sql`
      update suggestion_ranking
      set user_ids = array_replace(user_ids, ${id}::bigint, 0)
      where user_ids @> array[${id}::bigint]
    `);
    return count;
  }
}
