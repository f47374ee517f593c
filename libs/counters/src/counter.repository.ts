import { Injectable } from '@nestjs/common';
import { sql, type SqlFragment, SqlReader, UnitOfWork } from '#libs/database';
import type { Id } from '#libs/kernel';
import { type CounterSet, declaredCounters, truthOf } from './counter-set.js';
import { exactCounts } from './exact-counts.js';

/** Deltas that one roll-up takes at most. */
const ROLL_UP_BATCH = 5_000;
/** Only one worker rolls up at a time; the number is arbitrary and belongs to this program. */
const ROLL_UP_LOCK = 5_261_715;

/** A counter whose stored value was not the number of rows that it counts. */
export interface Drift {
  /** `table.column` */
  readonly counter: string;
  readonly key: Id;
  readonly stored: number;
  readonly actual: number;
}

/** Writes of counter tables and their deltas. */
@Injectable()
export class CounterRepository {
  constructor(
    private readonly work: UnitOfWork,
    private readonly reader: SqlReader,
  ) {}

  /**
   * Adds to rows whose lock nobody holds, and leaves deltas for the others. Waits for nobody, so the order in which
   * counters are changed can't make a deadlock.
   *
   * @param columns those that change in any row
   * @param changes amounts in the order of the columns, each key once
   */
  async add(
    set: CounterSet,
    columns: readonly string[],
    changes: ReadonlyMap<Id, readonly number[]>,
  ): Promise<void> {
    const keys = sql`${[...changes.keys()]}::bigint[]`;
    const amounts = columns.map(
      (_, i) => sql`${[...changes.values()].map((each) => each[i] ?? 0)}::integer[]`,
    );
    const assignments = columns.map(
      (column) => `${column} = ${set.table}.${column} + change.${column}`,
    );
    const deltas = columns.map((column) => `('${set.table}.${column}', change.${column})`);
    const table = sql.raw(set.table);
    const key = sql.raw(set.key);
    await this.work.execute(
      sql`
      with change as materialized (
        select *
        from unnest(${sql.join([keys, ...amounts], ', ')})
          as change (${sql.raw(['key', ...columns].join(', '))})
      ),
      free as materialized (
        select ${key} as key
        from ${table}
        where ${key} = any (${keys})
        for no key update skip locked
      ),
      updated as (
        update ${table}
        set ${sql.raw(assignments.join(', '))}
        from change
        join free on free.key = change.key
        where ${table}.${key} = change.key
      )
      insert into counter_delta (counter, key, amount)
      select delta.counter, change.key, delta.amount
      from change
      cross join lateral (values ${sql.raw(deltas.join(', '))}) as delta (counter, amount)
      where delta.amount <> 0
        and not exists (select from free where free.key = change.key)
      `,
    );
  }

  /** Stored values and the deltas that wait, as this transaction sees them. */
  read<Column extends string>(
    set: CounterSet<Column>,
    keys: readonly Id[],
  ): Promise<({ key: Id } & Record<Column, number>)[]> {
    return this.reader.query(
      sql`
      select wanted.id as key, ${sql.raw(set.columns.map((column) => `exact.${column}`).join(', '))}
      from unnest(${keys}::bigint[]) as wanted (id)
      cross join lateral ${exactCounts(set, 'wanted.id')} exact
      `,
    );
  }

  /**
   * Adds waiting deltas to their rows.
   *
   * @returns how many deltas were added; 0 too when another worker is at it
   */
  rollUp(): Promise<number> {
    return this.work.run(async () => {
      const [turn] = await this.reader.query<{ mine: boolean }>(
        sql`select pg_try_advisory_xact_lock(${sql.number(ROLL_UP_LOCK)}) as mine`,
      );
      if (turn?.mine !== true) {
        return 0;
      }
      const { rows } = await this.work.execute<{ counter: string; key: Id; amount: number }>(
        sql`
        with taken as (
          delete from counter_delta
          where id in (select id from counter_delta order by id limit ${sql.number(ROLL_UP_BATCH)})
          returning counter, key, amount
        )
        select counter, key, sum(amount)::integer as amount
        from taken
        group by counter, key
        `,
      );
      for (const set of declaredCounters()) {
        for (const column of set.columns) {
          const mine = rows.filter(({ counter }) => counter === `${set.table}.${column}`);
          await this.addTotals(set, column, mine);
        }
      }
      return rows.length;
    });
  }

  /** Rows of a set in the order of their keys, for a walk over all of them. */
  async keysAfter(set: CounterSet, after: Id | '0', limit: number): Promise<Id[]> {
    const rows = await this.reader.query<{ key: Id }>(
      sql`
      select ${sql.raw(set.key)} as key
      from ${sql.raw(set.table)}
      where ${sql.raw(set.key)} > ${after}
      order by ${sql.raw(set.key)}
      limit ${limit}
      `,
    );
    return rows.map(({ key }) => key);
  }

  /**
   * Compares rows with the truth, and repairs them on demand. Exact while people act: it holds the locks of
   * the rows, so acts meanwhile leave deltas, and those that are already counted are taken off.
   */
  compare(set: CounterSet, keys: readonly Id[], repair: boolean): Promise<Drift[]> {
    return this.work.run(async () => {
      // Not beside a roll-up, which locks rows in an order of its own.
      await this.work.execute(sql`select pg_advisory_xact_lock(${sql.number(ROLL_UP_LOCK)})`);
      await this.work.execute(
        sql`
        select from ${sql.raw(set.table)}
        where ${sql.raw(set.key)} = any (${keys}::bigint[])
        order by ${sql.raw(set.key)}
        for no key update
        `,
      );
      const found: Drift[] = [];
      for (const column of set.columns) {
        const truth = truthOf(set, column);
        if (truth !== undefined) {
          found.push(...(await this.compareColumn(set, { column, truth }, keys, repair)));
        }
      }
      return found;
    });
  }

  private async addTotals(
    set: CounterSet,
    column: string,
    totals: readonly { key: Id; amount: number }[],
  ): Promise<void> {
    if (totals.length === 0) {
      return;
    }
    await this.work.execute(
      sql`
      update ${sql.raw(set.table)} c
      set ${sql.raw(column)} = c.${sql.raw(column)} + t.amount
      from unnest(${totals.map(({ key }) => key)}::bigint[], ${totals.map(({ amount }) => amount)}::integer[]) as t (key, amount)
      where c.${sql.raw(set.key)} = t.key
      `,
    );
  }

  private async compareColumn(
    set: CounterSet,
    counter: { readonly column: string; readonly truth: SqlFragment },
    keys: readonly Id[],
    repair: boolean,
  ): Promise<Drift[]> {
    const name = `${set.table}.${counter.column}`;
    const table = sql.raw(set.table);
    const key = sql.raw(set.key);
    const column = sql.raw(counter.column);
    const ids = sql`${keys}::bigint[]`;
    const actual = sql`coalesce(truth.amount, 0)::integer - coalesce(waiting.amount, 0)::integer`;
    const differing = sql`
      select c.${key} as key, c.${column} as stored, ${actual} as actual
      from ${table} c
      left join (
        select k.id as key, ${counter.truth} as amount
        from unnest(${ids}) as k (id)
      ) truth on truth.key = c.${key}
      left join (
        select key, sum(amount) as amount
        from counter_delta
        where counter = ${name} and key = any (${ids})
        group by key
      ) waiting on waiting.key = c.${key}
      where c.${key} = any (${ids}) and c.${column} <> ${actual}`;
    const { rows } = await this.work.execute<{ key: Id; stored: number; actual: number }>(
      repair
        ? sql`
          with differing as materialized (${differing}),
          repaired as (
            update ${table} c
            set ${column} = differing.actual
            from differing
            where c.${key} = differing.key
          )
          select key, stored, actual from differing`
        : differing,
    );
    return rows.map((row) => ({ counter: name, ...row }));
  }
}
