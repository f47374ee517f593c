import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#libs/database';
import { Jobs } from '#libs/jobs';
import { type Id, idBatches } from '#libs/kernel';
import { CounterRepository } from './counter.repository.js';
import type { CounterSet } from './counter-set.js';

/** Queue of counters to be counted anew. */
export const RECOUNT_QUEUE = 'counters.recount';

/** Keys in one job of the recount queue. */
const RECOUNT_BATCH = 500;

/** Keys whose recount is left in one transaction. */
const LEFT_AT_ONCE = 5_000;

/** What is added to the counters of one thing. */
export type CounterChange<Column extends string> = Partial<Record<Column, number>>;

/** Changes and reads denormalised counters. */
@Injectable()
export class Counters {
  constructor(
    private readonly repository: CounterRepository,
    private readonly jobs: Jobs,
    private readonly work: UnitOfWork,
  ) {}

  /**
   * Changes counters of one thing, in the transaction of the fact that is counted. Call it only when a row
   * was really inserted or removed.
   */
  add<Column extends string>(
    set: CounterSet<Column>,
    key: Id,
    change: CounterChange<Column>,
  ): Promise<void> {
    return this.addEach(set, [{ key, change }]);
  }

  /** Changes counters of several things by one statement; changes of the same thing add up. */
  async addEach<Column extends string>(
    set: CounterSet<Column>,
    changes: readonly { readonly key: Id; readonly change: CounterChange<Column> }[],
  ): Promise<void> {
    const columns = set.columns.filter((column) => changes.some(({ change }) => change[column]));
    if (columns.length === 0) {
      return;
    }
    const totals = new Map<Id, number[]>();
    for (const { key, change } of changes) {
      const before = totals.get(key);
      totals.set(
        key,
        columns.map((column, i) => (before?.[i] ?? 0) + (change[column] ?? 0)),
      );
    }
    await this.repository.add(set, columns, totals);
  }

  /** Exact values as this transaction sees them: what it added itself is in. Unknown ids are absent. */
  async read<Column extends string>(
    set: CounterSet<Column>,
    keys: readonly Id[],
  ): Promise<Map<Id, Record<Column, number>>> {
    const rows = await this.repository.read(set, keys);
    return new Map(rows.map((row) => [row.key, row]));
  }

  /** Leaves jobs that recount these rows: after a suspension, say, when many acts stop counting at once. */
  async recountSoon(set: CounterSet, keys: readonly Id[]): Promise<void> {
    for (let from = 0; from < keys.length; from += RECOUNT_BATCH) {
      const batch = keys.slice(from, from + RECOUNT_BATCH);
      await this.jobs.send(RECOUNT_QUEUE, { table: set.table, keys: batch });
    }
  }

  /**
   * The same for rows without end, in several transactions: all that a person liked, say.
   *
   * @param next the keys after an id, in the order of ids, so many at most
   */
  async recountEach<Of extends Id>(
    set: CounterSet,
    next: (after: Of | '0', limit: number) => Promise<readonly Of[]>,
  ): Promise<void> {
    for await (const keys of idBatches<Of>((after) => next(after, LEFT_AT_ONCE))) {
      await this.work.run(() => this.recountSoon(set, keys));
    }
  }
}
