import type { SqlFragment } from '#libs/database';

/** Counters kept in one narrow table: a row for each thing, a column for each number. */
export interface CounterSet<Column extends string = string> {
  readonly table: string;
  /** Primary key of the table: the id of the counted thing. */
  readonly key: string;
  readonly columns: readonly Column[];
  /**
   * The truth: SQL of each column's number for the thing `k.id`, as a subselect. Counts acts of active people only. A
   * column that is left out is not recounted.
   */
  readonly truth: Readonly<Partial<Record<Column, SqlFragment>>>;
}

const sets = new Map<string, CounterSet>();

/**
 * Declares the counters of a lib. The lib inserts a row together with the thing it counts for, and changes
 * it through `Counters` only.
 */
export function defineCounters<Column extends string>(set: CounterSet<Column>): CounterSet<Column> {
  if (sets.has(set.table)) {
    throw new Error(`The counters "${set.table}" are declared twice.`);
  }
  sets.set(set.table, set);
  return set;
}

/** Every declared set of counters. */
export function declaredCounters(): readonly CounterSet[] {
  return [...sets.values()];
}

/** The set kept in a table. @throws Error when there is none */
export function countersOf(table: string): CounterSet {
  const set = sets.get(table);
  if (set === undefined) {
    throw new Error(`No counters are kept in "${table}".`);
  }
  return set;
}
