import { Injectable } from '@nestjs/common';
import { declaredMigrations } from './persistence.module.js';
import { SqlReader } from './sql.reader.js';
import { sql } from './sql/sql.js';

/** Tells whether the database has the shape that this program expects. */
@Injectable()
export class PendingMigrations {
  private complete = false;

  constructor(private readonly reader: SqlReader) {}

  /**
   * Names of the migrations that the database lacks. Asks the database until none is missing, then never
   * again: migrations are not taken back under a running program.
   */
  async names(): Promise<string[]> {
    if (this.complete) {
      return [];
    }
    const [table] = await this.reader.query<{ exists: boolean }>(
      sql`select to_regclass('public.migrations') is not null as exists`,
    );
    const done = table?.exists
      ? await this.reader.query<{ name: string }>(sql`select name from migrations`)
      : [];
    const known = new Set(done.map(({ name }) => name));
    const missing = declaredMigrations()
      .map(({ name }) => name)
      .filter((name) => !known.has(name));
    this.complete = missing.length === 0;
    return missing;
  }
}
