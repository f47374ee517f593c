import { runOf, SqlReader } from '#libs/database';
import type { TestApp } from './test-app.js';

/** What reading costs the database. */
export interface Effort {
  readonly statements: number;
  /** Pages of tables and indexes that are touched. */
  readonly buffers: number;
  /** Rows that pass through every step of the plans, those that are thrown away too. */
  readonly rows: number;
}

interface PlanNode {
  readonly Plans?: readonly PlanNode[];
  readonly [figure: string]: unknown;
}

/**
 * What the reading statements of an act cost, each run once more and explained. Says nothing of statements that
 * write.
 */
export async function effortOf(
  app: Pick<TestApp, 'get'>,
  act: () => Promise<unknown>,
): Promise<Effort> {
  const sql = app.get(SqlReader);
  const spy = jest.spyOn(sql, 'query');
  await act();
  const calls = [...spy.mock.calls];
  spy.mockRestore();
  let [buffers, rows] = [0, 0];
  for (const [asked] of calls) {
    const { text, values } = runOf(asked);
    const [row] = await sql.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>({
      text: `explain (analyze, buffers, timing off, format json) ${text}`,
      values,
    });
    const plan = row?.['QUERY PLAN'][0].Plan ?? {};
    buffers += figure(plan, 'Shared Hit Blocks') + figure(plan, 'Shared Read Blocks');
    rows += rowsThrough(plan);
  }
  return { statements: calls.length, buffers, rows };
}

function rowsThrough(node: PlanNode): number {
  const each =
    figure(node, 'Actual Rows') +
    figure(node, 'Rows Removed by Filter') +
    figure(node, 'Rows Removed by Join Filter');
  const below = (node.Plans ?? []).reduce((sum, child) => sum + rowsThrough(child), 0);
  return each * figure(node, 'Actual Loops') + below;
}

function figure(node: PlanNode, name: string): number {
  const value = node[name];
  return typeof value === 'number' ? value : 0;
}
