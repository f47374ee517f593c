import type { EntityManager, QueryRunner } from 'typeorm';

/** What a statement gave back. */
export interface StatementResult<Row> {
  readonly rows: Row[];
  /** Rows inserted, updated, deleted or selected. */
  readonly count: number;
}

/** Runs SQL on the connection of a manager, or on one taken from its pool for this statement. */
export async function runStatement<Row>(
  manager: EntityManager,
  sql: string,
  params: readonly unknown[],
): Promise<StatementResult<Row>> {
  if (manager.queryRunner !== undefined) {
    return structured<Row>(manager.queryRunner, sql, params);
  }
  const runner = manager.dataSource.createQueryRunner();
  try {
    return await structured<Row>(runner, sql, params);
  } finally {
    await runner.release();
  }
}

async function structured<Row>(
  runner: QueryRunner,
  sql: string,
  params: readonly unknown[],
): Promise<StatementResult<Row>> {
  const { records, affected } = await runner.query(sql, [...params], true);
  const rows: Row[] = records;
  return { rows, count: affected ?? rows.length };
}
