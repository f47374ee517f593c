import { sql, type SqlFragment } from './sql.js';

const SECONDS = { minute: 60, hour: 3_600, day: 86_400 } as const;

/** A unit of time. */
export type TimeUnit = keyof typeof SECONDS;

/** SQL: the smallest id that was made since so long ago; ids begin with the milliseconds of their time. */
export function idSince(amount: number, unit: TimeUnit): SqlFragment {
  const seconds = sql.number(amount * SECONDS[unit]);
  return sql`(((extract(epoch from now()) - ${seconds}) * 1000)::bigint << 20)`;
}
