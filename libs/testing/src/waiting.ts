import { UnitOfWork } from '#libs/database';
import { DomainError } from '#libs/kernel';
import { eventually } from './eventually.js';
import type { TestApp } from './test-app.js';

/**
 * Does something in a transaction and, before it ends, lets something else begin outside of it.
 *
 * @returns whether the other had to wait for the end of the transaction
 */
export async function isAwaited(
  app: TestApp,
  act: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<boolean> {
  let begin: () => void = () => undefined;
  let done = false;
  // Waits outside: what begins inside of a transaction joins it.
  const ending = new Promise<void>((resolve) => (begin = resolve)).then(other).finally(() => {
    done = true;
  });
  // Told at the end; until then a failure is nobody's.
  ending.catch(() => undefined);
  const awaited = await app.get(UnitOfWork).run(async () => {
    await act();
    begin();
    await eventually(async () => done || (await waitsForThis(app)));
    return !done;
  });
  await ending;
  return awaited;
}

/** Whether somebody waits for the transaction that is under way: background work waits for each other now and then, too. */
const waitsForThis = async (app: TestApp): Promise<boolean> =>
  (await waiting(app, 'pg_backend_pid() = any (pg_blocking_pids(pid))')) > 0;

/** How many connections to the database of a test wait for a lock; only those for which a condition in SQL holds. */
export async function waiting(app: TestApp, condition = 'true'): Promise<number> {
  // Within a transaction PostgreSQL goes on showing the activity that it showed first.
  await app.sql(`select pg_stat_clear_snapshot()`);
  const [row] = await app.sql<{ count: number }>(
    `
    select count(*)::integer as count
    from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and ${condition}
    `,
  );
  return row?.count ?? 0;
}

/** The code of the problem that a promise is refused with, or `done`. */
export async function outcome(act: Promise<unknown>): Promise<string> {
  try {
    await act;
    return 'done';
  } catch (error) {
    return error instanceof DomainError ? error.problem.code : String(error);
  }
}
