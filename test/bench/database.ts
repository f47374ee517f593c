import pg from 'pg';
import { runOf, type Sql } from '#libs/database';

/** What the database did for some requests. */
export interface DatabaseWork {
  /** Statements, those that begin and end transactions left out. */
  readonly statements: number;
  /** Milliseconds in the executor and the planner. */
  readonly time: number;
}

/** The database of a run, looked at from beside the programs. */
export class BenchDatabase {
  private constructor(
    private readonly client: pg.Client,
    readonly url: string,
  ) {}

  static async open(url: string): Promise<BenchDatabase> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return new BenchDatabase(client, url);
  }

  async rows<Row extends pg.QueryResultRow>(
    sql: string,
    params: readonly unknown[] = [],
  ): Promise<Row[]> {
    return (await this.client.query<Row>(sql, [...params])).rows;
  }

  /** The rows of SQL of the program. */
  async run<Row extends pg.QueryResultRow>(asked: Sql): Promise<Row[]> {
    return (await this.client.query<Row>(runOf(asked))).rows;
  }

  /** The first column of the first row. @throws Error when there is no row */
  async value(sql: string, params: readonly unknown[] = []): Promise<string> {
    const { rows } = await this.client.query<string[]>({
      text: sql,
      values: [...params],
      rowMode: 'array',
    });
    const value = rows[0]?.[0];
    if (value === undefined) {
      throw new Error(`Nothing found: ${sql}`);
    }
    return value;
  }

  /** Makes the server count statements; `true` when it must be started anew first. */
  async wantsStatistics(): Promise<boolean> {
    const loaded = await this.value('show shared_preload_libraries');
    if (!loaded.includes('pg_stat_statements')) {
      await this.client.query(`alter system set shared_preload_libraries = 'pg_stat_statements'`);
      await this.client.query(`alter system set pg_stat_statements.track_planning = on`);
      return true;
    }
    await this.client.query('create extension if not exists pg_stat_statements');
    return false;
  }

  /**
   * What the database did for something that goes on again and again.
   *
   * @param least statements that ran less often belong to something else
   */
  async workOf(act: () => Promise<unknown>, least: number): Promise<DatabaseWork> {
    await this.client.query('select pg_stat_statements_reset()');
    await act();
    const [row] = await this.rows<{ statements: number; time: number }>(`
      select
        coalesce(sum(calls), 0)::int as statements,
        coalesce(sum(total_exec_time + total_plan_time), 0)::float8 as time
      from pg_stat_statements
      where query !~* '^(begin|start transaction|commit|rollback|select pg_stat_statements|set )'
        and calls >= ${least}`);
    return row ?? { statements: NaN, time: NaN };
  }

  /** Megabytes. */
  async size(): Promise<number> {
    return Number(await this.value('select pg_database_size(current_database()) / 1048576'));
  }

  close(): Promise<void> {
    return this.client.end();
  }
}
