import { Injectable } from '@nestjs/common';
import { sql, SqlReader } from '#libs/database';
import { DEAD_LETTERS, JOB_SCHEMA } from '#libs/jobs';

/** Jobs of one queue in one state that are not done. */
export interface QueueFigure {
  readonly queue: string;
  readonly state: string;
  readonly jobs: number;
  /** Seconds since the oldest of those that wait was due; 0 when none is due. */
  readonly overdue: number;
}

/** Figures of the database for the operator. */
@Injectable()
export class FiguresReader {
  constructor(private readonly reader: SqlReader) {}

  /** All queues that have something to do, dead letters not among them. */
  queues(): Promise<QueueFigure[]> {
    return this.reader.query<QueueFigure>(
      sql`
      select name as queue,
             state::text as state,
             count(*)::int as jobs,
             coalesce(
               extract(epoch from now() - min(start_after) filter (where state < 'active')),
               0
             )::float8 as overdue
      from ${sql.raw(JOB_SCHEMA)}.job
      where state < 'completed'
        and name <> ${DEAD_LETTERS}
      group by name, state
      `,
    );
  }

  /** Jobs that failed for the last time. */
  async deadLetters(): Promise<number> {
    const row = await this.reader.one<{ jobs: number }>(
      sql`select count(*)::int as jobs from ${sql.raw(JOB_SCHEMA)}.job where name = ${DEAD_LETTERS}`,
    );
    return row?.jobs ?? 0;
  }

  /** Changes of counters that wait to be rolled up. */
  async counterDeltas(): Promise<number> {
    const row = await this.reader.one<{ deltas: number }>(
      sql`select count(*)::int as deltas from counter_delta`,
    );
    return row?.deltas ?? 0;
  }
}
