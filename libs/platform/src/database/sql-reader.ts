import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { Sql } from './prepared.js';
import { runStatement } from './statement.js';
import { UnitOfWork } from './unit-of-work.js';

/** Runs reading SQL: inside the running transaction when there is one, so that it sees its writes. */
@Injectable()
export class SqlReader {
  constructor(
    private readonly work: UnitOfWork,
    @InjectDataSource() private readonly source: DataSource,
  ) {}

  /** All rows. `Row` states what the SQL selects. */
  async query<Row>(sql: Sql, params: readonly unknown[] = []): Promise<Row[]> {
    const manager = this.work.active ? this.work.manager : this.source.manager;
    const { rows } = await runStatement<Row>(manager, sql, params);
    return rows;
  }

  /** The first row, or `undefined`. */
  async one<Row>(sql: Sql, params: readonly unknown[] = []): Promise<Row | undefined> {
    const [row] = await this.query<Row>(sql, params);
    return row;
  }
}
