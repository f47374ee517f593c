import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { runOf, sql } from '#libs/database';
import { SeedRefused } from '../community/seed.errors.js';
import { chunksOf, type RowSource } from '../rows/row-source.js';
import { type Definition, DefinitionsRepository } from './definitions.repository.js';
import { UnfinishedRepository } from './unfinished.repository.js';

/** SQLSTATE of a lock that was not got in time. */
const LOCK_NOT_AVAILABLE = '55P03';
/** How long other programs get to let go of the tables. */
const LOCK_TIMEOUT = '5s';

/**
 * Fills tables in one transaction, without their indexes and constraints. Constraints are back when it commits;
 * what indexes are to be made then is noted. Until the commit nothing has happened: whatever interrupts it leaves
 * the database as it was.
 */
export class BulkLoadRepository {
  private fresh = new Set<string>();
  private constraints: readonly Definition[] = [];

  constructor(
    private readonly client: Client,
    private readonly tables: readonly string[],
  ) {}

  /** @throws SeedRefused when another program works with the tables */
  async begin(memory: string): Promise<void> {
    await this.client.query('begin');
    await this.lock();
    for (const [name, value] of [
      ['maintenance_work_mem', memory],
      ['work_mem', memory],
      ['max_parallel_maintenance_workers', '2'],
    ]) {
      await this.client.query(runOf(sql`select set_config(${name}, ${value}, true)`));
    }
    const definitions = new DefinitionsRepository(this.client, this.tables);
    this.constraints = await definitions.dropConstraints();
    await new UnfinishedRepository(this.client).note(await definitions.dropIndexes());
    for (const table of this.tables) {
      await this.clear(table);
    }
  }

  async copy(source: RowSource, written: (things: number) => void): Promise<void> {
    const columns = source.columns.map((column) => `"${column}"`).join(', ');
    // What is written into a table of this transaction can be frozen at once: nothing has to be visited again.
    const options = `format binary, freeze ${String(this.fresh.has(source.table))}`;
    await pipeline(
      Readable.from(chunksOf(source, written), { objectMode: false }),
      this.client.query(copyFrom(`copy ${source.table} (${columns}) from stdin with (${options})`)),
    );
  }

  /** Puts the constraints back, each of them checked. */
  async restoreConstraints(restored: (count: number) => void): Promise<void> {
    for (const [index, { ddl }] of this.constraints.entries()) {
      await this.client.query(ddl);
      restored(index + 1);
    }
  }

  get constraintCount(): number {
    return this.constraints.length;
  }

  async commit(): Promise<void> {
    await this.client.query('commit');
  }

  private async lock(): Promise<void> {
    try {
      await this.client.query(`set local lock_timeout = '${LOCK_TIMEOUT}'`);
      await this.client.query(`lock table ${this.tables.join(', ')} in access exclusive mode`);
      await this.client.query(`set local lock_timeout = 0`);
    } catch (error) {
      throw codeOf(error) === LOCK_NOT_AVAILABLE
        ? new SeedRefused('Other programs work with this database. Stop them while it is seeded.')
        : error;
    }
  }

  /** Gives an empty table a new, empty file: filling that needs no log, and leaves nothing when it fails. */
  private async clear(table: string): Promise<void> {
    const { rows } = await this.client.query<{ free: boolean }>(
      runOf(sql`
      select
        not exists (select from ${sql.raw(table)})
        and not exists (
          select from pg_constraint where contype = 'f' and confrelid = ${table}::regclass
        ) as free
      `),
    );
    if (rows[0]?.free === true) {
      await this.client.query(`truncate ${table}`);
      this.fresh.add(table);
    }
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
}
