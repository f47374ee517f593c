import { sql, type SqlFragment } from './sql/sql.js';

/** SQL: a `timestamptz` as the API shows times, ISO 8601 in UTC with milliseconds; null stays null. */
export function isoTime(expression: string): SqlFragment {
  return sql.raw(`to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
}
