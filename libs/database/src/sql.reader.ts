import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import type { Page, PageRequest } from '#libs/kernel';
import type { Keyset, PageSql } from './sql/keyset.js';
import type { SqlFragment } from './sql/sql.js';
import { runStatement, type Sql } from './statement.js';
import { UnitOfWork } from './unit-of-work.js';

/** Most keys that one statement is asked for. */
const MOST_KEYS = 100;

/** Runs reading SQL: inside the running transaction when there is one, so that it sees its writes. */
@Injectable()
export class SqlReader {
  constructor(
    private readonly work: UnitOfWork,
    @InjectDataSource() private readonly source: DataSource,
  ) {}

  /** All rows. `Row` states what the SQL selects. */
  async query<Row>(sql: Sql): Promise<Row[]> {
    const manager = this.work.active ? this.work.manager : this.source.manager;
    const { rows } = await runStatement<Row>(manager, sql);
    return rows;
  }

  /** The first row, or `undefined`. */
  async one<Row>(sql: Sql): Promise<Row | undefined> {
    const [row] = await this.query<Row>(sql);
    return row;
  }

  /**
   * One page of a list.
   *
   * @param select makes the SQL of the page from its pieces; each row carries the keys of the keyset under their names
   * @throws DomainError `invalid-cursor`
   */
  async page<Row extends object>(
    keyset: Keyset,
    request: PageRequest,
    select: (pieces: PageSql) => SqlFragment,
  ): Promise<Page<Row>> {
    const rows = await this.query<Row>(select(keyset.piecesOf(request)));
    return keyset.page(rows, request.limit);
  }

  /**
   * Makes a read of one thing from a read of many: what is asked for in one turn of the event loop is read at once, so
   * that a busy process sends fewer statements. It keeps nothing: each statement begins after all that it answers was
   * asked for. Inside a transaction everything is read by itself.
   *
   * @param read what stands for each of the keys, in their order
   */
  gathered<Key, Value>(
    read: (keys: readonly Key[]) => Promise<readonly Value[]>,
  ): (key: Key) => Promise<Value> {
    const waiting = new DataLoader<Key, Value>(read, {
      cache: false,
      maxBatchSize: MOST_KEYS,
      batchScheduleFn: (begin) => setImmediate(begin),
    });
    const alone = new DataLoader<Key, Value>(read, { cache: false, batch: false });
    return (key) => (this.work.active ? alone : waiting).load(key);
  }
}
