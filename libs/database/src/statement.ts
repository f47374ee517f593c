import { type DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import type { PreparedRun } from './prepared.js';
import { type RenderedSql, renderSql, SqlFragment } from './sql/sql.js';

/**
 * What can be run: SQL that is planned each time for its values, one run of a prepared statement, or a text of another
 * program, which has numbered its parameters itself.
 */
export type Sql = SqlFragment | PreparedRun | RenderedSql<unknown>;

/** What a statement gave back. */
export interface StatementResult<Row> {
  readonly rows: Row[];
  /** Rows inserted, updated, deleted or selected. */
  readonly count: number;
}

/** A statement as the driver takes it: with the name under which it is prepared, if any. */
interface DriverStatement {
  readonly name?: string;
  readonly text: string;
  readonly values: unknown[];
}

/** A connection of the driver, or its pool. */
interface Connection {
  query(
    statement: DriverStatement,
  ): Promise<{ readonly rows: never[]; readonly rowCount: number | null }>;
}

/**
 * Runs SQL on the connection of a manager, or on one taken from its pool for this statement. Straight on the driver:
 * what TypeORM does around a statement costs as much as the statement, and it knows no prepared ones.
 *
 * @throws QueryFailedError with the error of the driver in `driverError`, without the values of the statement
 */
export async function runStatement<Row>(
  manager: EntityManager,
  asked: Sql,
): Promise<StatementResult<Row>> {
  const runner = manager.queryRunner;
  const connection: Connection =
    runner === undefined ? poolOf(manager.dataSource) : await runner.connect();
  const statement = runOf(asked);
  try {
    const { rows, rowCount } = await connection.query(statement);
    return { rows, count: rowCount ?? rows.length };
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error), { cause: error });
    throw new QueryFailedError(statement.text, [], cause);
  }
}

/** What the driver is given: also by those who set a database up and talk to it themselves. */
export function runOf(asked: Sql): DriverStatement {
  const run = asked instanceof SqlFragment ? renderSql(asked) : asked;
  return { ...run, values: [...run.values] };
}

/** @throws Error while the database has not been reached yet */
function poolOf({ driver }: DataSource): Connection {
  const pool: Connection | undefined = Reflect.get(driver, 'master');
  if (pool === undefined) {
    throw new Error('Driver not connected: the database was not reached yet.');
  }
  return pool;
}
