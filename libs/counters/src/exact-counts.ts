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
export function exactCounts({ table, key, columns }: CounterSet, id: string): string {
  const counts = columns.map(
    (column) => `
      greatest(
        0,
        stored.${column} + coalesce(sum(delta.amount) filter (where delta.counter = '${table}.${column}'), 0)
      )::integer as ${column}`,
  );
  return `(
    select stored.${key}, ${counts.join(', ')}
    from ${table} stored
    left join counter_delta delta on delta.key = stored.${key}
    where stored.${key} = ${id}
    group by stored.${key}
  )`;
}
