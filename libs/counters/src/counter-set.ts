import type { SqlFragment } from '#libs/database';

/** Counters kept in one narrow table: a row for each thing, a column for each number. */
export interface CounterSet<Column extends string = string> {
  readonly table: string;
  /** Primary key of the table: the id of the counted thing. */
  readonly key: string;
  readonly columns: readonly Column[];
}

/**
 * The truth: SQL of each column's number for the thing `k.id`, as a subselect. Counts acts of active people only. A
 * column that is left out is not recounted.
 */
export type CounterTruth<Column extends string> = Readonly<Partial<Record<Column, SqlFragment>>>;

const sets = new Map<string, CounterSet>();
/** By `table.column`. */
const truths = new Map<string, SqlFragment>();

/**
 * Declares the counters of a lib. The lib inserts a row together with the thing it counts for, and changes
 * it through `Counters` only.
 *
 * @param set its counters; without the truth of those whose facts other libs record
 */
export function defineCounters<Column extends string>({
  truth,
  ...set
}: CounterSet<Column> & { readonly truth?: CounterTruth<Column> }): CounterSet<Column> {
  if (sets.has(set.table)) {
    throw new Error(`The counters "${set.table}" are declared twice.`);
  }
  sets.set(set.table, set);
  keepTruth(set, truth ?? {});
  return set;
}

/**
 * The share that a lib has in the counters of another lib: it records the facts that are counted, so it says how they
 * are recounted.
 *
 * @returns a set of the same table, with the columns of the share
 */
export function shareOfCounters<Column extends string, Mine extends Column>(
  set: CounterSet<Column>,
  truth: Readonly<Record<Mine, SqlFragment>>,
): CounterSet<Mine> {
  keepTruth(set, truth);
  const mine = (column: Column): column is Mine => Object.hasOwn(truth, column);
  return { table: set.table, key: set.key, columns: set.columns.filter(mine) };
}

function keepTruth(
  { table, columns }: CounterSet,
  truth: Readonly<Record<string, SqlFragment | undefined>>,
): void {
  for (const column of columns) {
    const counter = `${table}.${column}`;
    const counted = truth[column];
    if (counted !== undefined && truths.has(counter)) {
      throw new Error(`It is said twice how "${counter}" is recounted.`);
    }
    if (counted !== undefined) {
      truths.set(counter, counted);
    }
  }
}

/** How a column of a set is recounted; `undefined` when nobody says it. */
export function truthOf({ table }: CounterSet, column: string): SqlFragment | undefined {
  return truths.get(`${table}.${column}`);
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
