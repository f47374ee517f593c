import { sql, type SqlFragment } from '#libs/database';
import type { CounterSet } from './counter-set.js';

/**
 * SQL: the counters of one thing with the deltas that wait for its row, as a table with the columns of the set, to be
 * joined in the place of the row: `cross join lateral`. Whoever has just acted finds the act in it, whoever held the row
 * meanwhile. Never below 0, where a counter can be until a restored person's acts are counted again.
 *
 * For reads of single things: lists join the row itself, which is right within a second.
 *
 * @param id SQL of the thing's id
 */
export function exactCounts({ table, key, columns }: CounterSet, id: string): SqlFragment {
  const counts = columns.map(
    (column) => sql`
      greatest(
        0,
        stored.${sql.raw(column)} + coalesce(sum(delta.amount) filter (where delta.counter = '${sql.raw(table)}.${sql.raw(column)}'), 0)
      )::integer as ${sql.raw(column)}`,
  );
  const owner = sql`stored.${sql.raw(key)}`;
  return sql`(
    select ${owner}, ${sql.join(counts, ', ')}
    from ${sql.raw(table)} stored
    left join counter_delta delta on delta.key = ${owner}
    where ${owner} = ${sql.raw(id)}
    group by ${owner}
  )`;
}
