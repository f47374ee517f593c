import { idSince, sql, type SqlFragment } from '#libs/database';
import { RANKING_MINUTES } from './generation.js';

/** The tables of rankings: one row for each person and generation. */
type RankingTable = 'recommended_ranking' | 'suggestion_ranking';

/** SQL: whether a ranking `r` is the one that a person pages through, and may still be paged through. */
export function isKept(person: SqlFragment, generation: SqlFragment): SqlFragment {
  return sql`
    r.person_id = ${person}
    and r.generation = ${generation}
    and r.generation > ${idSince(RANKING_MINUTES, 'minute')}`;
}

/** SQL of a statement that removes the oldest rankings that nobody may page through any more. */
export function removalOfOld(table: RankingTable, limit: number): SqlFragment {
  const name = sql.raw(table);
  return sql`
    delete from ${name}
    where (person_id, generation) in (
      select person_id, generation
      from ${name}
      where generation <= ${idSince(RANKING_MINUTES, 'minute')}
      order by generation
      limit ${limit}
    )
  `;
}
